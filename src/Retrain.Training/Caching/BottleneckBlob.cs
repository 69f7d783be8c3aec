using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>A bottleneck's form in the database: little-endian float32, one after the other, and a checksum beside them.</summary>
internal static class BottleneckBlob
{
    /// <summary>The bytes, in the values' own memory where the machine is little-endian.</summary>
    public static ReadOnlySpan<byte> Encode(ReadOnlySpan<float> bottleneck) =>
        BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(bottleneck) : MemoryMarshal.AsBytes(Swap(MemoryMarshal.Cast<float, int>(bottleneck)));

    /// <summary>The values, in the blob's own memory where the machine is little-endian.</summary>
    public static ReadOnlySpan<float> Decode(ReadOnlySpan<byte> blob)
    {
        ReadOnlySpan<int> words = MemoryMarshal.Cast<byte, int>(blob);
        return MemoryMarshal.Cast<int, float>(BitConverter.IsLittleEndian ? words : Swap(words));
    }

    /// <summary>Over the key and the blob: a good blob under another key is as damaged as a changed one.</summary>
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
