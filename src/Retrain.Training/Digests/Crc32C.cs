using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Retrain.Training.Digests;

/// <summary>CRC-32C (Castagnoli, RFC 3720), which processors compute faster than memory delivers.</summary>
internal static class Crc32C
{
    /// <summary>The state before the first byte.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>The checksum of some bytes as RFC 3720 defines it: the final state, inverted.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(Start, bytes);

    /// <summary>Continues from the state after earlier bytes. The state itself, not inverted, serves the cache as a checksum.</summary>
    // A run reads megabytes in its first milliseconds, long before the just-in-time compiler would look at this again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        return state;
    }

    /// <summary>Continues with the eight bytes of a number, the lowest first.</summary>
    public static uint Append(uint state, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Append(state, bytes);
    }
}
