using System.Buffers.Binary;

namespace Retrain.Training.Digests;

/// <summary>
/// A set of digests in little space: of each, the first four bytes. A digest that is not in the set seems to be with a probability of the
/// set's size in 2^32: of 1,000 strangers, 0.02 of 100,000 on average.
/// </summary>
internal sealed class DigestSet
{
    private const int BytesOfEach = 4;

    // In ascending order, each once.
    private readonly uint[] beginnings;

    /// <param name="digests">The digests, of which no list is made.</param>
    /// <param name="count">Their number; some may be equal.</param>
    public DigestSet(IEnumerable<Digest> digests, int count)
        : this(Beginnings(digests, count))
    {
    }

    private DigestSet(uint[] beginnings)
    {
        Array.Sort(beginnings);
        int count = 0;
        for (int i = 0; i < beginnings.Length; i++)
        {
            if (i == 0 || beginnings[i] != beginnings[i - 1])
            {
                beginnings[count++] = beginnings[i];
            }
        }

        this.beginnings = count == beginnings.Length ? beginnings : beginnings[..count];
    }

    /// <summary>Reads a set.</summary>
    /// <param name="bytes">The bytes that <see cref="ToBytes"/> made.</param>
    /// <returns>The set; <see langword="null"/> where the bytes are cut off.</returns>
    public static DigestSet? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % BytesOfEach != 0)
        {
            return null;
        }

        uint[] beginnings = new uint[bytes.Length / BytesOfEach];
        for (int i = 0; i < beginnings.Length; i++)
        {
            beginnings[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(i * BytesOfEach)..]);
        }

        return new DigestSet(beginnings);
    }

    /// <summary>Writes the set in an order that depends on nothing but its digests.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[beginnings.Length * BytesOfEach];
        for (int i = 0; i < beginnings.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * BytesOfEach), beginnings[i]);
        }

        return bytes;
    }

    public bool Contains(Digest digest) => Array.BinarySearch(beginnings, Beginning(digest)) >= 0;

    /// <summary>The number of digests that another set does not have.</summary>
    public int CountNotIn(DigestSet other) => beginnings.Count(beginning => Array.BinarySearch(other.beginnings, beginning) < 0);

    private static uint[] Beginnings(IEnumerable<Digest> digests, int count)
    {
        uint[] beginnings = new uint[count];
        int next = 0;
        foreach (Digest digest in digests)
        {
            beginnings[next++] = Beginning(digest);
        }

        return beginnings;
    }

    private static uint Beginning(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        digest.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
