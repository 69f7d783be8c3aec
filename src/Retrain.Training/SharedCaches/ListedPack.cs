using System.Buffers.Binary;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// A pack of a store, with a sample of its keys: the smallest ones. As keys are hashes, the sample shows which part of the pack a run
/// wants, and it is all of a small pack.
/// </summary>
/// <param name="Name">The SHA-256 of the pack's bytes.</param>
/// <param name="Count">The number of its entries.</param>
/// <param name="SizeBytes">The size of the pack.</param>
/// <param name="Sample">The first eight bytes of its smallest keys as big-endian numbers, in ascending order.</param>
internal sealed record ListedPack(Digest Name, int Count, int SizeBytes, IReadOnlyList<ulong> Sample)
{
    /// <summary>The most keys of a sample. Of a pack of which a run wants a tenth, it has one with a probability of 81%.</summary>
    public const int SampleSize = 16;

    /// <summary>Describes a pack of these keys.</summary>
    public static ListedPack Of(ReadOnlySpan<byte> pack, IReadOnlyCollection<Digest> keys) =>
        new(Digest.Of(pack), keys.Count, pack.Length, [.. keys.Select(PrefixOf).Order().Take(SampleSize)]);

    /// <summary>The first eight bytes of a key as a number, in the order of keys.</summary>
    public static ulong PrefixOf(Digest key)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        key.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>The size of a pack of some entries, each with so many bytes of values.</summary>
    public static int SizeOf(int count, int valueBytes) => checked(
        PackFormat.HeaderBytes + PackFormat.EndMarkBytes + PackFormat.FooterBytes
        + (count * (PackFormat.EntryHeaderBytes + PackFormat.PlaceBytes + valueBytes)));

    public bool Equals(ListedPack? other) =>
        other is not null && Name == other.Name && Count == other.Count && SizeBytes == other.SizeBytes
        && Sample.SequenceEqual(other.Sample);

    public override int GetHashCode() => Name.GetHashCode();
}
