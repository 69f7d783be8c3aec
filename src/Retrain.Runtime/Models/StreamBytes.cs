namespace Retrain.Runtime.Models;

/// <summary>Reads the rest of a stream into memory.</summary>
internal static class StreamBytes
{
    /// <summary>Reads to the end, but no more than some bytes, and leaves the stream open.</summary>
    /// <returns>The bytes; <see langword="null"/> where there are more.</returns>
    public static ReadOnlyMemory<byte>? Read(Stream stream, long maximumBytes)
    {
        // The buffer has the right size from the start where the length is known: a graph has megabytes.
        long lengthBytes = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        if (lengthBytes > maximumBytes)
        {
            return null;
        }

        using MemoryStream bytes = new((int)lengthBytes);
        byte[] buffer = new byte[1 << 16];
        while (stream.Read(buffer) is > 0 and int count)
        {
            if (bytes.Length + count > maximumBytes)
            {
                return null;
            }

            bytes.Write(buffer.AsSpan(0, count));
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
