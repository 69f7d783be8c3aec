using Retrain.Training.Digests;

namespace Retrain.Training.Packs;

/// <summary>A bottleneck in a pack.</summary>
/// <param name="key">The SHA-256 of the key's text.</param>
/// <param name="values">Little-endian float32 values, valid until the next entry is read.</param>
internal readonly ref struct PackEntry(Digest key, ReadOnlySpan<byte> values)
{
    /// <summary>The SHA-256 of the key's text.</summary>
    public Digest Key { get; } = key;

    /// <summary>Little-endian float32 values, valid until the next entry is read.</summary>
    public ReadOnlySpan<byte> Values { get; } = values;

    /// <summary>Orders keys by their bytes, the first byte first.</summary>
    public static Comparer<Digest> KeyOrder { get; } = Comparer<Digest>.Create((first, second) =>
    {
        Span<byte> a = stackalloc byte[Digest.SizeBytes];
        Span<byte> b = stackalloc byte[Digest.SizeBytes];
        first.CopyTo(a);
        second.CopyTo(b);
        return a.SequenceCompareTo(b);
    });

    /// <summary>The checksum of an entry, over everything in it but itself.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> sizeAndKey, ReadOnlySpan<byte> values) =>
        ~Crc32C.Append(Crc32C.Append(Crc32C.Start, sizeAndKey), values);

    /// <summary>The checksum of a pack, which covers its signature too.</summary>
    public static Digest ChecksumOf(Digest content, Digest signature)
    {
        Span<byte> both = stackalloc byte[2 * Digest.SizeBytes];
        content.CopyTo(both);
        signature.CopyTo(both[Digest.SizeBytes..]);
        return Digest.Of(both);
    }
}
