using Retrain.Training.Digests;

namespace Retrain.Training.Packs;

/// <summary>The sizes and constants of a pack, version 1; docs/packs.md describes every byte. Numbers are little-endian.</summary>
internal static class PackFormat
{
    public const uint Version = 1;

    /// <summary>The magic and the version.</summary>
    public const int HeaderBytes = 12;

    /// <summary>The size of the values, the key and the checksum before the values of an entry.</summary>
    public const int EntryHeaderBytes = 4 + Digest.SizeBytes + 4;

    /// <summary>The place of an entry: its key, and the offset of its first byte in the pack.</summary>
    public const int PlaceBytes = Digest.SizeBytes + 8;

    /// <summary>The number of entries, the offset of the index, the signature, the checksum and the magic.</summary>
    public const int FooterBytes = 8 + 8 + (2 * Digest.SizeBytes) + 8;

    /// <summary>The bytes of the footer that the checksum and the signature cover directly.</summary>
    public const int FooterNumbersBytes = 8 + 8;

    /// <summary>The number that follows the last entry, in the place of a size.</summary>
    public const int EndMarkBytes = 4;

    /// <summary>The most bytes that one bottleneck may have, so that a reader never takes more memory on a pack's word.</summary>
    public const int LargestValuesBytes = 4 << 20;

    /// <summary>The most entries of a pack, whose places a writer holds in memory.</summary>
    public const int MostEntries = 1 << 24;

    // The first byte is not ASCII, and a transfer as text damages the line break, as in PNG.
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'R', (byte)'T', (byte)'P', (byte)'A', (byte)'C', (byte)'K', (byte)'\n'];

    public static ReadOnlySpan<byte> EndMagic => "RTPACKE\n"u8;
}
