using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>The form of a bottleneck in the database: little-endian float32 values in a row, and a checksum beside them.</summary>
internal static class BottleneckBlob
{
    /// <summary>The bytes of the values, which share their memory on a little-endian machine.</summary>
    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<float> bottleneck) =>
        BitConverter.IsLittleEndian
            ? MemoryMarshal.AsBytes(bottleneck)
            : MemoryMarshal.AsBytes(Swap(MemoryMarshal.Cast<float, int>(bottleneck)));

    /// <summary>The values in a blob, which share its memory on a little-endian machine.</summary>
    public static ReadOnlySpan<float> Decode(ReadOnlySpan<byte> blob)
    {
        ReadOnlySpan<int> words = MemoryMarshal.Cast<byte, int>(blob);
        return MemoryMarshal.Cast<int, float>(BitConverter.IsLittleEndian ? words : Swap(words));
    }

    /// <summary>The checksum over the key and the blob: a valid blob under the wrong key counts as damaged too.</summary>
    public static uint ChecksumOf(Digest key, ReadOnlySpan<byte> blob)
    {
        Span<byte> keyBytes = stackalloc byte[Digest.SizeBytes];
        key.CopyTo(keyBytes);
        return Crc32C.Append(Crc32C.Append(Crc32C.Start, keyBytes), blob);
    }

    private static ReadOnlySpan<int> Swap(ReadOnlySpan<int> words)
    {
        int[] swapped = new int[words.Length];
        BinaryPrimitives.ReverseEndianness(words, swapped);
        return swapped;
    }
}
