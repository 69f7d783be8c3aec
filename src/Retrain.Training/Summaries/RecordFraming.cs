using System.Buffers.Binary;
using System.Numerics;

namespace Retrain.Training.Summaries;

/// <summary>
/// TFRecord, in which event files hold their records: length (8 bytes, little-endian), masked CRC of the length, data, masked CRC of the
/// data (tensorflow/core/lib/io/record_writer.cc).
/// </summary>
internal static class RecordFraming
{
    private const uint MaskDelta = 0xA282EAD8; // tensorflow/core/lib/hash/crc32c.h, so that a CRC of data with a CRC in it says something

    public static void Write(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], Masked(Crc32C(header[..sizeof(ulong)])));
        stream.Write(header);
        stream.Write(data);
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Masked(Crc32C(data)));
        stream.Write(footer);
    }

    /// <summary>CRC-32C (Castagnoli), as RFC 3720 defines it.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }

        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    /// <summary>Rotated and moved, as TFRecord stores a CRC.</summary>
    public static uint Masked(uint crc) => BitOperations.RotateRight(crc, 15) + MaskDelta;
}
