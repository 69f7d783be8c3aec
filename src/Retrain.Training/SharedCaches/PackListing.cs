using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Caching;
using Retrain.Training.Digests;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// One of the sixteen listings of a network's packs; docs/shared-cache.md describes every byte. It lies under a name that everyone can
/// compute, so that packs are found in stores that cannot list what they hold.
/// </summary>
/// <param name="Packs">The packs, the latest last.</param>
internal sealed record PackListing(IReadOnlyList<ListedPack> Packs)
{
    /// <summary>The number of listings of a network: writers at work at the same time seldom meet in one.</summary>
    public const int Parts = 16;

    /// <summary>The most packs of a listing. The earliest are dropped.</summary>
    public const int MostPacks = 8192;

    /// <summary>The most bytes of a listing.</summary>
    public const int MostBytes = HeaderBytes + (MostPacks * EntryBytes) + Digest.SizeBytes;

    private const uint Version = 1;
    private const int SampleOffset = Digest.SizeBytes + 4 + 4;
    private const int EntryBytes = SampleOffset + (ListedPack.SampleSize * 8);
    private const int HeaderBytes = 8 + 4 + 4;

    public static PackListing Empty { get; } = new([]);

    // Like that of a pack.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'R', (byte)'T', (byte)'L', (byte)'I', (byte)'S', (byte)'T', (byte)'\n'];

    /// <summary>The name of a listing in a store.</summary>
    public static StoredObject NameOf(CachedNetwork network, int part) => StoredObject.OfKey(Digest.Of(Encoding.UTF8.GetBytes(
        $"retrain-packs v1\nbackbone={network.Backbone}\ntensor={BottleneckRecipe.Escape(network.Tensor)}\npart={part:x}\n")));

    /// <summary>The listing that a pack belongs to: the first digit of its name.</summary>
    public static int PartOf(Digest pack)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        pack.CopyTo(bytes);
        return bytes[0] >> 4;
    }

    /// <summary>Reads a listing.</summary>
    /// <returns><see langword="null"/> if it is damaged or not a listing of this version.</returns>
    public static PackListing? TryRead(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.Length - Digest.SizeBytes;
        if (end < HeaderBytes || bytes.Length > MostBytes || (end - HeaderBytes) % EntryBytes != 0 || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != (end - HeaderBytes) / EntryBytes
            || !SHA256.HashData(bytes[..end]).AsSpan().SequenceEqual(bytes[end..]))
        {
            return null;
        }

        List<ListedPack> packs = [];
        for (ReadOnlySpan<byte> rest = bytes[HeaderBytes..end]; rest.Length > 0; rest = rest[EntryBytes..])
        {
            uint count = BinaryPrimitives.ReadUInt32LittleEndian(rest[Digest.SizeBytes..]);
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(rest[(Digest.SizeBytes + 4)..]);
            if (count is 0 or > int.MaxValue || size is 0 or > int.MaxValue)
            {
                return null;
            }

            ulong[] sample = new ulong[Math.Min(count, ListedPack.SampleSize)];
            for (int i = 0; i < sample.Length; i++)
            {
                sample[i] = BinaryPrimitives.ReadUInt64BigEndian(rest[(SampleOffset + (i * 8))..]);
            }

            packs.Add(new ListedPack(Digest.FromBytes(rest[..Digest.SizeBytes]), (int)count, (int)size, sample));
        }

        return new PackListing(packs);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[HeaderBytes + (Packs.Count * EntryBytes) + Digest.SizeBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)Packs.Count);
        Span<byte> rest = bytes.AsSpan(HeaderBytes);
        foreach (ListedPack pack in Packs)
        {
            pack.Name.CopyTo(rest);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[Digest.SizeBytes..], (uint)pack.Count);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[(Digest.SizeBytes + 4)..], (uint)pack.SizeBytes);
            for (int i = 0; i < pack.Sample.Count; i++)
            {
                BinaryPrimitives.WriteUInt64BigEndian(rest[(SampleOffset + (i * 8))..], pack.Sample[i]);
            }

            rest = rest[EntryBytes..];
        }

        SHA256.HashData(bytes.AsSpan(..^Digest.SizeBytes), rest);
        return bytes;
    }

    /// <summary>The listing with packs that it may have already.</summary>
    public PackListing With(IEnumerable<ListedPack> added)
    {
        ListedPack[] all = [.. Packs.Concat(added).DistinctBy(pack => pack.Name)];
        return all.Length == Packs.Count ? this : new PackListing([.. all.TakeLast(MostPacks)]);
    }

    /// <summary>Whether all of some packs are listed.</summary>
    public bool Has(IEnumerable<ListedPack> packs) => packs.All(pack => Packs.Any(listed => listed.Name == pack.Name));
}
