namespace Retrain.Runtime.Models;

/// <summary>Reads the rest of a stream into memory.</summary>
internal static class StreamBytes
{
    /// <summary>Reads to the end and leaves the stream open.</summary>
    public static ReadOnlyMemory<byte> Read(Stream stream)
    {
        // The buffer has the right size from the start where the length is known: a graph has megabytes.
        using MemoryStream bytes = new(stream.CanSeek ? (int)Math.Min(Array.MaxLength, Math.Max(0, stream.Length - stream.Position)) : 0);
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
