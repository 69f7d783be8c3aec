using System.Buffers.Binary;

namespace Retrain.Runtime.Images.Formats;

/// <summary>
/// The chunks of a PNG file, one after the other: length, type, data, checksum (https://www.w3.org/TR/png-3/#5Chunk-layout).
/// </summary>
internal ref struct PngChunks(ReadOnlySpan<byte> encoded)
{
    private const int SignatureBytes = 8;
    private const int OverheadBytes = 12;
    private const int TypeOffset = 4;
    private const int DataOffset = 8;

    private ReadOnlySpan<byte> rest = encoded[SignatureBytes..];

    /// <summary>The whole chunk.</summary>
    public ReadOnlySpan<byte> Chunk { get; private set; }

    public readonly ReadOnlySpan<byte> Data => Chunk[DataOffset..^4];

    /// <summary>Whether a reader that does not know the chunk must not read on (5.4).</summary>
    public readonly bool IsCritical => (Chunk[TypeOffset] & 0x20) == 0;

    public readonly bool Is(ReadOnlySpan<byte> type) => Chunk.Slice(TypeOffset, type.Length).SequenceEqual(type);

    /// <returns>True where there was another whole chunk.</returns>
    public bool MoveNext()
    {
        if (rest.Length < OverheadBytes || rest.Length - OverheadBytes < BinaryPrimitives.ReadUInt32BigEndian(rest))
        {
            return false;
        }

        Chunk = rest[..((int)BinaryPrimitives.ReadUInt32BigEndian(rest) + OverheadBytes)];
        rest = rest[Chunk.Length..];
        return true;
    }
}
