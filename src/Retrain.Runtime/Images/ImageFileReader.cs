using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Files;
using Retrain.Runtime.Images.Buffers;

namespace Retrain.Runtime.Images;

/// <summary>Reads files into memory that is used again for every file. One reader serves one thread.</summary>
internal sealed class ImageFileReader
{
    /// <summary>More than a bitmap of the largest image that is accepted: a video among the photos must not fill the memory.</summary>
    public const long LargestFileBytes = 512L << 20;

    // Larger files get memory of their own, which is not kept for the next.
    private const int LargestKeptBytes = 16 << 20;

    private const FileShare Sharing = FileShare.ReadWrite | FileShare.Delete;

    private const int SmallestKeptBytes = 256 * 1024;

    // Many readers are made of which only one may read.
    private byte[] kept = [];

    /// <summary>The reason for which a larger file, or stream, is not read.</summary>
    public static string TooLarge { get; } = $"it has more than {LargestFileBytes >> 20} MB, the most that an image may have";

    /// <summary>Reads an image asynchronously, and says what is wrong with its file where that cannot be done.</summary>
    /// <exception cref="RetrainException">RT1003: it is empty; RT1005: it cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<StreamedBytes> ReadImageAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            RequireContent(path);
            FileStream file = new(
                path, FileMode.Open, FileAccess.Read, Sharing, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (file.ConfigureAwait(false))
            {
                return await StreamedBytes.ReadAsync(file, LargestFileBytes, cancellationToken).ConfigureAwait(false)
                    ?? throw new IOException(TooLarge);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreachable(path, exception);
        }
    }

    /// <summary>Reads an image, and says what is wrong with its file where that cannot be done.</summary>
    /// <exception cref="RetrainException">RT1003: it is empty; RT1005: it cannot be read.</exception>
    public ReadOnlyMemory<byte> ReadImage(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreachable(path, exception);
        }
    }

    /// <summary>Reads a file's bytes, which are valid until the next call.</summary>
    /// <exception cref="RetrainException">RT1003: it is empty.</exception>
    /// <exception cref="IOException">It cannot be read, or it is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public ReadOnlyMemory<byte> Read(string path)
    {
        RequireContent(path);
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, Sharing, bufferSize: 0);
        if (stream.Length > LargestFileBytes)
        {
            throw new IOException(TooLarge);
        }

        byte[] encoded = stream.Length >= LargestKeptBytes ? new byte[stream.Length + 1]
            : kept.Length > 0 ? kept
            : new byte[SmallestKeptBytes];
        int length = 0;
        while (true)
        {
            int read = stream.Read(encoded.AsSpan(length));
            length += read;
            if (read == 0)
            {
                break;
            }

            if (length == encoded.Length)
            {
                Array.Resize(ref encoded, (int)Math.Min(2L * encoded.Length, Array.MaxLength));
            }
        }

        kept = encoded.Length <= LargestKeptBytes ? encoded : kept;
        return encoded.AsMemory(0, length);
    }

    private static void RequireContent(string path)
    {
        if (SmallFile.SizeOf(path) == 0)
        {
            throw new RetrainException(ImageDiagnostics.NoContent(path));
        }
    }

    private static RetrainException Unreachable(string path, Exception exception) =>
        new(ImageDiagnostics.Unreachable(path, exception.Message.TrimEnd('.')), exception);
}
