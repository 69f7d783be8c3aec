using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Retrain.Runtime;

namespace Retrain.Training.Bottlenecks;

/// <summary>The bottlenecks of a run, a row each.</summary>
/// <remarks>
/// Up to 16 MB lie in memory; more lie in a temporary file, of which a batch at a time is read, so that the number of images does not
/// bound a run. Not mapped: a process is charged for the pages of a mapped file as for any other memory, and is killed where the disk
/// fails. Several threads may write rows at once; each that reads needs a <see cref="View"/> of its own.
/// </remarks>
internal sealed unsafe class BottleneckMatrix : IDisposable
{
    private const long LargestInMemoryBytes = 16L << 20;
    private const int RowsOfPart = 16;
    private const double WorkOfRead = 4e5; // A row takes some microseconds.

    private readonly BottleneckFile? file;
    private readonly bool isView;
    private readonly Shares shares = new(Environment.ProcessorCount);
    private nint[] addresses = new nint[1];
    private int[] rows = new int[1];

    // All rows, or where they lie in a file those that were fetched last; each padded with zeros. // [rows, stride]
    private float* values;
    private int rowsInMemory;

    // What the rows of the file are multiplied by when they are read.
    private float scale = 1;

    /// <param name="length">Values of a bottleneck.</param>
    /// <param name="folder">The temporary file's folder; <see langword="null"/> for the system's.</param>
    /// <exception cref="RetrainException">RT3006: the temporary file cannot be made.</exception>
    public BottleneckMatrix(int count, int length, string? folder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Count = count;
        Length = length;
        Stride = PaddedLength(length);
        if (count * (long)Stride * sizeof(float) > LargestInMemoryBytes)
        {
            file = new BottleneckFile(folder ?? Path.GetTempPath(), count, length);
        }
        else
        {
            Allocate(count);
        }
    }

    private BottleneckMatrix(BottleneckMatrix whole)
    {
        isView = true;
        (Count, Length, Stride) = (whole.Count, whole.Length, whole.Stride);
        (file, scale) = (whole.file, whole.scale);
        values = file is null ? whole.values : null;
        rowsInMemory = file is null ? whole.rowsInMemory : 0;
    }

    public int Count { get; }

    /// <summary>Values of one bottleneck, for instance 1280.</summary>
    public int Length { get; }

    /// <summary>Values from one row to the next: <see cref="Length"/> rounded up to whole blocks of the kernels.</summary>
    public int Stride { get; }

    public static int PaddedLength(int length) => (length + MatMulKernels.Block - 1) / MatMulKernels.Block * MatMulKernels.Block;

    /// <summary>The most rows that lie in memory; at least one.</summary>
    /// <param name="length">Values of a bottleneck.</param>
    public static int RowsInMemory(int length) => (int)Math.Max(1, LargestInMemoryBytes / ((long)PaddedLength(length) * sizeof(float)));

    /// <summary>The same rows for another thread to read; they are neither scaled nor freed before the view is.</summary>
    public BottleneckMatrix View() => new(this);

    /// <param name="bottleneck">// [length]</param>
    /// <exception cref="RetrainException">RT3006: the temporary file cannot be written.</exception>
    public void Write(int row, ReadOnlySpan<float> bottleneck)
    {
        Require(row);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bottleneck.Length, Length);
        if (file is null)
        {
            bottleneck.CopyTo(new Span<float>(values + ((long)row * Stride), Length));
        }
        else
        {
            file.Write(row, bottleneck);
        }
    }

    /// <summary>Multiplies all values; nothing is written afterwards.</summary>
    public void Scale(float factor)
    {
        if (file is not null)
        {
            scale *= factor;
            return;
        }

        for (int row = 0; row < Count; row++)
        {
            Span<float> bottleneck = new(values + ((long)row * Stride), Length);
            TensorPrimitives.Multiply(bottleneck, factor, bottleneck);
        }
    }

    /// <summary>A bottleneck with its padding of zeros, until the next is fetched. // [stride]</summary>
    public ReadOnlySpan<float> PaddedRow(int row)
    {
        Reserve(1);
        return new ReadOnlySpan<float>(Fetch(row, 0), Stride);
    }

    /// <summary>The addresses of a batch's padded rows, valid until the next batch is fetched.</summary>
    public ReadOnlySpan<nint> Fetch(ReadOnlySpan<Example> batch)
    {
        if (addresses.Length < batch.Length)
        {
            addresses = new nint[batch.Length];
            rows = new int[batch.Length];
        }

        Reserve(batch.Length);
        for (int i = 0; i < batch.Length; i++)
        {
            rows[i] = batch[i].Row;
        }

        shares.Run(batch.Length, RowsOfPart, file is null ? 1 : WorkOfRead, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                addresses[i] = (nint)Fetch(rows[i], i);
            }
        });
        return addresses.AsSpan(0, batch.Length);
    }

    public void Dispose()
    {
        if (!isView || file is not null)
        {
            NativeMemory.AlignedFree(values);
        }

        values = null;
        rowsInMemory = -1;
        if (!isView)
        {
            file?.Dispose();
        }
    }

    private float* Fetch(int row, int place)
    {
        Require(row);
        float* start = values + ((long)(file is null ? row : place) * Stride);
        if (file is not null)
        {
            Span<float> bottleneck = new(start, Length);
            file.Read(row, bottleneck);
            TensorPrimitives.Multiply(bottleneck, scale, bottleneck);
        }

        return start;
    }

    private void Reserve(int rows)
    {
        if (file is not null && rowsInMemory < rows)
        {
            Allocate(rows);
        }
    }

    private void Allocate(int rows)
    {
        nuint sizeBytes = (nuint)Math.Max(1, rows) * (nuint)Stride * sizeof(float);
        NativeMemory.AlignedFree(values);
        values = (float*)NativeMemory.AlignedAlloc(sizeBytes, CacheLine.Bytes);
        NativeMemory.Clear(values, sizeBytes);
        rowsInMemory = rows;
    }

    private void Require(int row)
    {
        ObjectDisposedException.ThrowIf(rowsInMemory < 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
    }
}
