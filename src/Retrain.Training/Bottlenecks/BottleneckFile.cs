using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Bottlenecks;

/// <summary>A temporary file of rows, gone with the process. May be written by several threads at once.</summary>
internal sealed class BottleneckFile : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly long sizeBytes;
    private readonly int rowBytes;

    /// <param name="folder">The folder of the file.</param>
    /// <param name="length">Values of a row.</param>
    /// <exception cref="RetrainException">RT3006: it cannot be made, or the disk has no room for it.</exception>
    public BottleneckFile(string folder, int count, int length)
    {
        rowBytes = length * sizeof(float);
        sizeBytes = (long)count * rowBytes;
        path = Path.Combine(folder, $"retrain-{Guid.NewGuid():N}.bottlenecks");
        try
        {
            // All its room is taken now: a full disk is better told before hours of work than after.
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose, sizeBytes);
            if (!OperatingSystem.IsWindows())
            {
                // The handle keeps the content; without its name nothing is left behind when the process is killed.
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    public void Write(int row, ReadOnlySpan<float> values)
    {
        try
        {
            RandomAccess.Write(file, MemoryMarshal.AsBytes(values), (long)row * rowBytes);
        }
        catch (IOException exception)
        {
            throw Unusable(exception);
        }
    }

    /// <param name="row">Written before.</param>
    public void Read(int row, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        long offset = (long)row * rowBytes;
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
            {
                throw new InvalidOperationException($"row {row} was never written");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    public void Dispose() => file.Dispose();

    private RetrainException Unusable(Exception exception) =>
        new(CacheDiagnostics.FileUnusable(path, sizeBytes, exception.Message), exception);
}
