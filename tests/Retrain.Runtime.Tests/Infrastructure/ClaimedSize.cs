using System.Buffers.Binary;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Sample images whose headers claim another size, and say so with correct checksums.</summary>
internal static class ClaimedSize
{
    public static byte[] Of(string format, int widthPixels, int heightPixels)
    {
        byte[] encoded = [.. SampleImages.All[format]];
        switch (format)
        {
            case "JPEG":
                int frame = encoded.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(frame + 5), (ushort)heightPixels);
                BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(frame + 7), (ushort)widthPixels);
                break;
            case "PNG":
                BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(16), widthPixels);
                BinaryPrimitives.WriteInt32BigEndian(encoded.AsSpan(20), heightPixels);
                BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(29), Crc32(encoded.AsSpan(12, 17)));
                break;
            case "progressive CMYK JPEG":
                int progressive = encoded.AsSpan().IndexOf((byte[])[0xFF, 0xC2]);
                BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(progressive + 5), (ushort)heightPixels);
                BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(progressive + 7), (ushort)widthPixels);
                break;
            case "GIF":
                BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(6), (ushort)widthPixels);
                BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(8), (ushort)heightPixels);
                break;
            case "BMP":
                BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(18), widthPixels);
                BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(22), heightPixels);
                break;
            case "lossy WebP": // a key frame's header: 3 bytes, 9D 01 2A, width and height
                int start = encoded.AsSpan().IndexOf((byte[])[0x9D, 0x01, 0x2A]);
                BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(start + 3), (ushort)widthPixels);
                BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(start + 5), (ushort)heightPixels);
                break;
            case "lossless WebP": // a signature byte, then 14 bits each of width - 1 and height - 1
                int lossless = encoded.AsSpan().IndexOf("VP8L"u8);
                uint flags = BinaryPrimitives.ReadUInt32LittleEndian(encoded.AsSpan(lossless + 9)) & 0xF0000000;
                BinaryPrimitives.WriteUInt32LittleEndian(
                    encoded.AsSpan(lossless + 9), flags | (uint)(widthPixels - 1) | ((uint)(heightPixels - 1) << 14));
                break;
        }

        return encoded;
    }

    /// <summary>A PNG that claims four channels of 16 bits each.</summary>
    public static byte[] OfDeepPng(int widthPixels, int heightPixels, bool isInterlaced)
    {
        byte[] encoded = Of("PNG", widthPixels, heightPixels);
        encoded[24] = 16;
        encoded[25] = 6;
        encoded[28] = isInterlaced ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(encoded.AsSpan(29), Crc32(encoded.AsSpan(12, 17)));
        return encoded;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
