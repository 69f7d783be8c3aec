using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>
/// A PNG is a signature and chunks: length, type, data, checksum; the last is IEND (https://www.w3.org/TR/png-3/#5Chunk-layout).
/// </summary>
internal static class PngStructure
{
    private const int SignatureBytes = 8;
    private const int ChunkOverheadBytes = 12;

    public static string? FindFault(ReadOnlySpan<byte> encoded)
    {
        ReadOnlySpan<byte> rest = encoded[SignatureBytes..];
        while (rest.Length >= ChunkOverheadBytes)
        {
            uint dataBytes = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (rest.Length - ChunkOverheadBytes < dataBytes)
            {
                break;
            }

            if (rest.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return null;
            }

            rest = rest[((int)dataBytes + ChunkOverheadBytes)..];
        }

        return $"the PNG file is truncated: it ends after {encoded.Length} bytes, without an IEND chunk";
    }
}
