using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Retrain.MSBuild.Folders;

/// <summary>A hash of a path and facts: MurmurHash3 (x64, 128 bits) by Austin Appleby, who gave it to the public domain.</summary>
internal struct FileHash
{
    private const ulong Factor1 = 0x87c37b91114253d5;
    private const ulong Factor2 = 0x4cf5ad432745937f;

    private ulong low;
    private ulong high;
    private ulong blocks;

    /// <summary>Adds a name from a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(FileNames names, int index)
    {
        ReadOnlySpan<byte> name = names.Padded(index);
        for (int i = 0; i < name.Length; i += FileNames.BlockBytes)
        {
            Add(
                BinaryPrimitives.ReadUInt64LittleEndian(name.Slice(i)),
                BinaryPrimitives.ReadUInt64LittleEndian(name.Slice(i + sizeof(ulong))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong left, ulong right)
    {
        low ^= Rotated(left * Factor1, 31) * Factor2;
        low = ((Rotated(low, 27) + high) * 5) + 0x52dce729;
        high ^= Rotated(right * Factor2, 33) * Factor1;
        high = ((Rotated(high, 31) + low) * 5) + 0x38495ab5;
        blocks++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Finish(out ulong first, out ulong second)
    {
        ulong left = low ^ blocks;
        ulong right = high ^ blocks;
        left += right;
        right += left;
        left = Mixed(left);
        right = Mixed(right);
        first = left + right;
        second = right + first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Rotated(ulong value, int bits) => (value << bits) | (value >> (64 - bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }
}
