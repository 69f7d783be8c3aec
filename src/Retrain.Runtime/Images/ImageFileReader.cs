using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Images;

/// <summary>Reads files into memory that is used again for every file. One reader serves one thread.</summary>
internal sealed class ImageFileReader
{
    // More than a bitmap of the largest image that is accepted; a video among the photos must not fill the memory.
    private const long LargestFileBytes = 512L << 20;

    // Larger files get memory of their own, which is not kept for the next.
    private const int LargestKeptBytes = 16 << 20;

    private byte[] kept = new byte[256 * 1024];

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
            string reason = Directory.Exists(path) ? "it is a folder" : exception.Message.TrimEnd('.');
            throw new RetrainException(ImageDiagnostics.Unreachable(path, reason), exception);
        }
    }

    /// <summary>Reads a file's bytes, which are valid until the next call.</summary>
    /// <exception cref="RetrainException">RT1003: it is empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a folder.</exception>
    public ReadOnlyMemory<byte> Read(string path)
    {
        // Opening a named pipe waits for a writer, and a device may never end. .NET takes both for files, but their size is 0.
        FileInfo file = new(path);
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        if (content.Length == 0)
        {
            throw new RetrainException(ImageDiagnostics.NoContent(path));
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length > LargestFileBytes)
        {
            throw new IOException($"the file has {stream.Length >> 20} MB, more than the largest image that is accepted");
        }

        byte[] encoded = stream.Length >= LargestKeptBytes ? new byte[stream.Length + 1] : kept;
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
}
