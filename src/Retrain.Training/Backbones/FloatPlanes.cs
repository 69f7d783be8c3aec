using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Retrain.Runtime.Graphs;

namespace Retrain.Training.Backbones;

/// <summary>
/// A file with many floats, of which each byte lies in a plane with its like. A package compresses every file on its own, and the
/// exponents beside each other to a third; between random bits it would find nothing. Joining them takes no longer than a copy.
/// </summary>
/// <remarks>
/// The form: the file's length, the number of tensors, and for each the number of other bytes before it and of its floats, as int32; then
/// all other bytes; then the four planes, lowest byte first, of floats turned left by one bit, so that the sign is not among the exponent.
/// </remarks>
internal static class FloatPlanes
{
    private const int HeaderLength = 2 * sizeof(int);

    /// <summary>The length of the file.</summary>
    public static int Length(ReadOnlySpan<byte> planes) => BinaryPrimitives.ReadInt32LittleEndian(planes);

    /// <summary>Puts the file together.</summary>
    public static byte[] Join(ReadOnlySpan<byte> planes)
    {
        byte[] joined = LargeArray.Allocate(Length(planes));
        int tensors = BinaryPrimitives.ReadInt32LittleEndian(planes[sizeof(int)..]);
        ReadOnlySpan<int> lengths = MemoryMarshal.Cast<byte, int>(planes.Slice(HeaderLength, tensors * 2 * sizeof(int)));
        int floats = 0;
        for (int i = 0; i < tensors; i++)
        {
            floats += lengths[(2 * i) + 1];
        }

        ReadOnlySpan<byte> other = planes[(HeaderLength + (lengths.Length * sizeof(int)))..^(floats * sizeof(float))];
        ReadOnlySpan<byte> bytes = planes[^(floats * sizeof(float))..];
        Span<byte> to = joined;
        int first = 0;
        for (int i = 0; i < tensors; i++)
        {
            int before = lengths[2 * i];
            int count = lengths[(2 * i) + 1];
            other[..before].CopyTo(to);
            JoinFloats(bytes[first..], floats, to.Slice(before, count * sizeof(float)));
            other = other[before..];
            to = to[(before + (count * sizeof(float)))..];
            first += count;
        }

        other.CopyTo(to);
        return joined;
    }

    // Compiled for the processor at once: as code that was compiled ahead for any, it takes several times as long for 13 MB.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void JoinFloats(ReadOnlySpan<byte> planes, int planeLength, Span<byte> to)
    {
        int count = to.Length / sizeof(float);
        ReadOnlySpan<byte> lowest = planes[..count];
        ReadOnlySpan<byte> low = planes.Slice(planeLength, count);
        ReadOnlySpan<byte> high = planes.Slice(2 * planeLength, count);
        ReadOnlySpan<byte> exponents = planes.Slice(3 * planeLength, count);
        int i = 0;
        for (; i + Vector128<byte>.Count <= count; i += Vector128<byte>.Count)
        {
            Vector128<byte> first = Vector128.Create(lowest.Slice(i, Vector128<byte>.Count));
            Vector128<byte> second = Vector128.Create(low.Slice(i, Vector128<byte>.Count));
            Vector128<byte> third = Vector128.Create(high.Slice(i, Vector128<byte>.Count));
            Vector128<byte> fourth = Vector128.Create(exponents.Slice(i, Vector128<byte>.Count));
            Vector128<ushort> lower = Vector128.WidenLower(first) | (Vector128.WidenLower(second) << 8);
            Vector128<ushort> upper = Vector128.WidenLower(third) | (Vector128.WidenLower(fourth) << 8);
            Vector128<ushort> nextLower = Vector128.WidenUpper(first) | (Vector128.WidenUpper(second) << 8);
            Vector128<ushort> nextUpper = Vector128.WidenUpper(third) | (Vector128.WidenUpper(fourth) << 8);
            Span<byte> joined = to.Slice(i * sizeof(float), Vector128<byte>.Count * sizeof(float));
            JoinHalves(Vector128.WidenLower(lower), Vector128.WidenLower(upper)).CopyTo(joined);
            JoinHalves(Vector128.WidenUpper(lower), Vector128.WidenUpper(upper)).CopyTo(joined[Vector128<byte>.Count..]);
            JoinHalves(Vector128.WidenLower(nextLower), Vector128.WidenLower(nextUpper)).CopyTo(joined[(2 * Vector128<byte>.Count)..]);
            JoinHalves(Vector128.WidenUpper(nextLower), Vector128.WidenUpper(nextUpper)).CopyTo(joined[(3 * Vector128<byte>.Count)..]);
        }

        for (; i < count; i++)
        {
            uint turned = lowest[i] | ((uint)low[i] << 8) | ((uint)high[i] << 16) | ((uint)exponents[i] << 24);
            BinaryPrimitives.WriteUInt32LittleEndian(to[(i * sizeof(float))..], BitOperations.RotateRight(turned, 1));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> JoinHalves(Vector128<uint> lower, Vector128<uint> upper)
    {
        Vector128<uint> turned = lower | (upper << 16);
        return ((turned >> 1) | (turned << 31)).AsByte();
    }
}
