using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Retrain.Training.Heads;

namespace Retrain.Training.Bottlenecks;

/// <summary>The bottlenecks of a run, a row each, padded with zeros to whole vectors. // [count, stride]</summary>
/// <remarks>Up to 128 MB lie in memory; more are mapped from a temporary file, so that the number of images does not bound a run.</remarks>
internal sealed unsafe class BottleneckMatrix : IDisposable
{
    private const long LargestInMemoryBytes = 128L << 20;
    private const int CacheLineBytes = 64;
    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;
    private float* values;

    public BottleneckMatrix(int count, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Count = count;
        Length = length;
        Stride = PaddedLength(length);
        long sizeBytes = Math.Max(1, count) * (long)Stride * sizeof(float);
        if (sizeBytes <= LargestInMemoryBytes)
        {
            values = (float*)NativeMemory.AlignedAlloc((nuint)sizeBytes, CacheLineBytes);
            NativeMemory.Clear(values, (nuint)sizeBytes);
            return;
        }

#pragma warning disable CA2000 // Dispose objects before losing scope: the mapped file owns the stream (leaveOpen: false)
        FileStream stream = new(
            Path.Combine(Path.GetTempPath(), $"retrain-{Guid.NewGuid():N}.bottlenecks"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
#pragma warning restore CA2000
        file = MemoryMappedFile.CreateFromFile(stream, null, sizeBytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor();
        if (!OperatingSystem.IsWindows())
        {
            // The mapping keeps the content; without its name nothing is left behind when the process is killed.
            File.Delete(stream.Name);
        }

        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        values = (float*)start;
    }

    public int Count { get; }

    /// <summary>Values of one bottleneck, for instance 1280.</summary>
    public int Length { get; }

    /// <summary>Values from one row to the next: <see cref="Length"/> rounded up to whole blocks of the kernels.</summary>
    public int Stride { get; }

    public static int PaddedLength(int length) => (length + MatMulKernels.Block - 1) / MatMulKernels.Block * MatMulKernels.Block;

    /// <summary>A bottleneck. // [length]</summary>
    public Span<float> Row(int index) => new(Start(index), Length);

    /// <summary>A bottleneck with its padding of zeros. // [stride]</summary>
    public ReadOnlySpan<float> PaddedRow(int index) => new(Start(index), Stride);

    /// <summary>Where a row lies, until the matrix is disposed.</summary>
    public nint Address(int index) => (nint)Start(index);

    public void Dispose()
    {
        if (values is null)
        {
            return;
        }

        if (view is null)
        {
            NativeMemory.AlignedFree(values);
        }
        else
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file!.Dispose();
        }

        values = null;
    }

    private float* Start(int index)
    {
        ObjectDisposedException.ThrowIf(values is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return values + ((long)index * Stride);
    }
}
