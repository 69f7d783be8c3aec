using System.Buffers.Binary;
using System.IO.Hashing;

namespace Retrain.Tests.Infrastructure;

/// <summary>Gives photos EXIF data with an orientation, as cameras write it.</summary>
internal static class ExifPhoto
{
    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>A list of one entry, behind the header of a TIFF file.</summary>
    public static byte[] Tiff(int orientation, bool isLittleEndian = false) => isLittleEndian
        ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0]
        : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>A copy of a JPEG, PNG or WebP file with an orientation.</summary>
    public static byte[] Turned(byte[] photo, int orientation, bool isLittleEndian = false) =>
        With(photo, Tiff(orientation, isLittleEndian));

    /// <summary>A copy of a JPEG, PNG or WebP file with EXIF data.</summary>
    public static byte[] With(byte[] photo, byte[] tiff) => photo switch
    {
        [0xFF, 0xD8, ..] => [.. photo[..2], .. JpegSegment(tiff), .. photo[2..]],
        [0x89, (byte)'P', ..] => [.. photo[..33], .. PngChunk(tiff), .. photo[33..]], // behind the signature and the header's chunk
        [(byte)'R', (byte)'I', ..] => WebP(photo, tiff),
        _ => throw new ArgumentException("is a format without EXIF data", nameof(photo)),
    };

    private static byte[] JpegSegment(byte[] tiff)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(2 + Prefix.Length + tiff.Length));
        return [0xFF, 0xE1, .. length, .. Prefix, .. tiff];
    }

    private static byte[] PngChunk(byte[] tiff)
    {
        byte[] typed = [.. "eXIf"u8, .. tiff];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, tiff.Length);
        byte[] checksum = Crc32.Hash(typed);
        Array.Reverse(checksum); // PNG has it in the order of the network
        return [.. length, .. typed, .. checksum];
    }

    // RFC 9649, section 2.7: the extended form names its size and its chunks first.
    private static byte[] WebP(byte[] photo, byte[] tiff)
    {
        const int LossyHeaderBytes = 26;
        const int Side = 0x3FFF;
        bool isLossless = photo.AsSpan(12).StartsWith("VP8L"u8);
        uint sides = BinaryPrimitives.ReadUInt32LittleEndian(photo.AsSpan(isLossless ? 21 : LossyHeaderBytes));
        (int width, int height) = isLossless
            ? ((int)(sides & Side), (int)((sides >> 14) & Side))
            : ((int)(sides & Side) - 1, (int)((sides >> 16) & Side) - 1);
        byte[] extended =
        [
            .. "VP8X"u8, 10, 0, 0, 0, 0x08, 0, 0, 0, (byte)width, (byte)(width >> 8), 0, (byte)height, (byte)(height >> 8), 0,
        ];
        byte[] exif = [.. "EXIF"u8, (byte)tiff.Length, (byte)(tiff.Length >> 8), 0, 0, .. tiff, .. new byte[tiff.Length & 1]];
        byte[] file = [.. photo[..12], .. extended, .. photo[12..], .. exif];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
