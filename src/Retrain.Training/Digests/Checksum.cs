using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Retrain.Training.Digests;

/// <summary>CRC-32C, which processors compute faster than memory delivers.</summary>
internal static class Checksum
{
    public const uint Start = uint.MaxValue;

    /// <summary>Goes on from a checksum over what came before.</summary>
    // A run reads megabytes in its first milliseconds, long before the just-in-time compiler would look at this again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }

    public static uint Append(uint checksum, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Append(checksum, bytes);
    }
}
