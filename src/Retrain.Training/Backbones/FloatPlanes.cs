using System.Buffers.Binary;
using System.Numerics;
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
            (Vector128<ushort> Lower, Vector128<ushort> Upper) lower = Interleave(lowest[i..], low[i..]);
            (Vector128<ushort> Lower, Vector128<ushort> Upper) upper = Interleave(high[i..], exponents[i..]);
            Store(lower.Lower, upper.Lower, to[(i * sizeof(float))..]);
            Store(lower.Upper, upper.Upper, to[((i + Vector128<ushort>.Count) * sizeof(float))..]);
        }

        for (; i < count; i++)
        {
            uint turned = lowest[i] | ((uint)low[i] << 8) | ((uint)high[i] << 16) | ((uint)exponents[i] << 24);
            BinaryPrimitives.WriteUInt32LittleEndian(to[(i * sizeof(float))..], BitOperations.RotateRight(turned, 1));
        }
    }

    // Sixteen bytes of two planes, as halves of floats.
    private static (Vector128<ushort> Lower, Vector128<ushort> Upper) Interleave(ReadOnlySpan<byte> lower, ReadOnlySpan<byte> upper)
    {
        (Vector128<ushort> Lower, Vector128<ushort> Upper) first = Vector128.Widen(Vector128.Create(lower));
        (Vector128<ushort> Lower, Vector128<ushort> Upper) second = Vector128.Widen(Vector128.Create(upper));
        return (first.Lower | (second.Lower << 8), first.Upper | (second.Upper << 8));
    }

    private static void Store(Vector128<ushort> lower, Vector128<ushort> upper, Span<byte> to)
    {
        (Vector128<uint> Lower, Vector128<uint> Upper) first = Vector128.Widen(lower);
        (Vector128<uint> Lower, Vector128<uint> Upper) second = Vector128.Widen(upper);
        TurnBack(first.Lower | (second.Lower << 16)).AsByte().CopyTo(to);
        TurnBack(first.Upper | (second.Upper << 16)).AsByte().CopyTo(to[Vector128<byte>.Count..]);
    }

    private static Vector128<uint> TurnBack(Vector128<uint> turned) => (turned >> 1) | (turned << 31);
}
