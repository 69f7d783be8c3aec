using System.Buffers.Binary;

namespace Retrain.Training.Digests;

/// <summary>
/// A set of digests in little space: of each, the first four bytes. A digest that is not in the set seems to be with a probability of the
/// set's size in 2^32: of 1,000 strangers, 0.02 of 100,000 on average.
/// </summary>
internal sealed class DigestSet
{
    private const int BytesOfEach = 4;
    private const int LargestSegment = 12 * 1024;

    // In ascending order, each once.
    private readonly ReadOnlyMemory<uint> beginnings;

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

        this.beginnings = beginnings.AsMemory(0, count);
    }

    /// <summary>Reads a set.</summary>
    /// <param name="bytes">The bytes that <see cref="Segments"/> has.</param>
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

    /// <summary>The set in an order that depends on nothing but its digests, in segments that are valid until the next one.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Segments()
    {
        byte[] segment = new byte[BytesOfEach * Math.Min(LargestSegment, beginnings.Length)];
        for (int first = 0; first < beginnings.Length; first += LargestSegment)
        {
            int count = Math.Min(LargestSegment, beginnings.Length - first);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(i * BytesOfEach), beginnings.Span[first + i]);
            }

            yield return segment.AsMemory(0, count * BytesOfEach);
        }
    }

    public bool Contains(Digest digest) => Contains(Beginning(digest));

    /// <summary>The number of digests that another set does not have.</summary>
    public int CountNotIn(DigestSet other)
    {
        int count = 0;
        foreach (uint beginning in beginnings.Span)
        {
            count += other.Contains(beginning) ? 0 : 1;
        }

        return count;
    }

    private bool Contains(uint beginning) => beginnings.Span.BinarySearch(beginning) >= 0;

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
