using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>A WebP is one RIFF chunk that says how long it is (RFC 9649, section 2.4).</summary>
internal static class WebPStructure
{
    private const int RiffHeaderBytes = 8;
    private const int RiffAndFormatBytes = 12;
    private const int ChunkHeaderBytes = 8;

    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        long expectedBytes = RiffHeaderBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(encoded[4..]);
        return encoded.Length < expectedBytes
            ? $"the WebP file is truncated: it has {encoded.Length} of {expectedBytes} bytes"
            : null;
    }

    /// <summary>Finds the first chunk of a type (RFC 9649, section 2.3).</summary>
    /// <returns>Its data; empty where there is none.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> type) =>
        FindChunk(Chunks(encoded), type);

    /// <summary>Gives the chunks of a file.</summary>
    public static ReadOnlySpan<byte> Chunks(ReadOnlySpan<byte> encoded) => encoded[RiffAndFormatBytes..];

    /// <summary>Finds the first chunk of a type among chunks.</summary>
    /// <inheritdoc cref="Find" path="/returns" />
    public static ReadOnlySpan<byte> FindChunk(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> type)
    {
        ReadOnlySpan<byte> rest = chunks;
        while (rest.Length > ChunkHeaderBytes)
        {
            long sizeBytes = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (ChunkHeaderBytes + sizeBytes > rest.Length)
            {
                break;
            }

            if (rest.StartsWith(type))
            {
                return rest.Slice(ChunkHeaderBytes, (int)sizeBytes);
            }

            rest = rest[(int)Math.Min(ChunkHeaderBytes + sizeBytes + (sizeBytes & 1), rest.Length)..];
        }

        return [];
    }
}
