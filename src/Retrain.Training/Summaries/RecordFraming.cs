using System.Buffers.Binary;
using System.Numerics;
using Retrain.Training.Digests;

namespace Retrain.Training.Summaries;

/// <summary>
/// The TFRecord format of event files: length (8 bytes, little-endian), masked CRC of the length, data, masked CRC of the
/// data (tensorflow/core/lib/io/record_writer.cc).
/// </summary>
internal static class RecordFraming
{
    // tensorflow/core/lib/hash/crc32c.h: the CRC of data that itself contains a CRC would be a weak check.
    private const uint MaskDelta = 0xA282EAD8;

    public static void Write(Stream stream, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[sizeof(ulong)..], MaskedCrc(header[..sizeof(ulong)]));
        stream.Write(header);
        stream.Write(data);
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedCrc(data));
        stream.Write(footer);
    }

    /// <summary>A CRC-32C, rotated and offset as TFRecord stores it.</summary>
    public static uint MaskedCrc(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Crc32C.Of(data), 15) + MaskDelta;
}
