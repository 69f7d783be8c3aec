using System.Buffers.Binary;

namespace Retrain.Training.Digests;

/// <summary>
/// A set of digests in little space: of each, the first four bytes. A digest that is not in the set seems to be with a probability of the
/// set's size in 2^32: of 1,000 strangers, 0.02 of 100,000 on average.
/// </summary>
internal sealed class DigestSet
{
    private const int BytesOfEach = 4;

    private readonly HashSet<uint> beginnings;

    public DigestSet(IEnumerable<Digest> digests) => beginnings = [.. digests.Select(Beginning)];

    private DigestSet(HashSet<uint> beginnings) => this.beginnings = beginnings;

    /// <summary>Reads a set.</summary>
    /// <param name="bytes">The bytes that <see cref="ToBytes"/> made.</param>
    /// <returns>The set; <see langword="null"/> where the bytes are cut off.</returns>
    public static DigestSet? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % BytesOfEach != 0)
        {
            return null;
        }

        HashSet<uint> beginnings = [];
        for (int i = 0; i < bytes.Length; i += BytesOfEach)
        {
            beginnings.Add(BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        }

        return new DigestSet(beginnings);
    }

    /// <summary>Writes the set in an order that depends on nothing but its digests.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[beginnings.Count * BytesOfEach];
        foreach ((int i, uint beginning) in beginnings.Order().Index())
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * BytesOfEach), beginning);
        }

        return bytes;
    }

    public bool Contains(Digest digest) => beginnings.Contains(Beginning(digest));

    private static uint Beginning(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        digest.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
