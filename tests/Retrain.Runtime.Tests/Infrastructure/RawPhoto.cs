using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>The same photo as raw pixels and as a PNG file; every flip, shift or swap of channels changes it.</summary>
/// <param name="Format">The channels.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Height">The number of rows.</param>
internal sealed record RawPhoto(PixelFormat Format, int Width, int Height)
{
    private const byte Padding = 0xEE;

    public int BytesPerPixel => Format switch { PixelFormat.Grey => 1, PixelFormat.Rgb or PixelFormat.Bgr => 3, _ => 4 };

    /// <summary>The rows, each with some bytes behind it, except the last.</summary>
    public byte[] Pixels(int paddingBytes = 0)
    {
        using MemoryStream pixels = new();
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                pixels.Write(PixelAt(x, y));
            }

            pixels.Write([.. Enumerable.Repeat(Padding, y < Height - 1 ? paddingBytes : 0)]);
        }

        return pixels.ToArray();
    }

    /// <summary>A PNG file, written here and not by the library that decodes it: transparent pixels keep their colours.</summary>
    public byte[] Png(ImageRegion? region = null)
    {
        ImageRegion part = region ?? new ImageRegion(0, 0, Width, Height);
        bool hasAlpha = Format is PixelFormat.Rgba or PixelFormat.Bgra;
        using MemoryStream rows = new();
        using (ZLibStream zlib = new(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = part.Top; y < part.Top + part.Height; y++)
            {
                zlib.WriteByte(0); // no filter
                for (int x = part.Left; x < part.Left + part.Width; x++)
                {
                    (byte red, byte green, byte blue, byte alpha) = ColorAt(x, y);
                    zlib.Write(Format is PixelFormat.Grey ? [red] : hasAlpha ? [red, green, blue, alpha] : [red, green, blue]);
                }
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, part.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), part.Height);
        (header[8], header[9]) = (8, (byte)(Format is PixelFormat.Grey ? 0 : hasAlpha ? 6 : 2));
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, []),
        ];
    }

    private byte[] PixelAt(int x, int y)
    {
        (byte red, byte green, byte blue, byte alpha) = ColorAt(x, y);
        return Format switch
        {
            PixelFormat.Rgb => [red, green, blue],
            PixelFormat.Bgr => [blue, green, red],
            PixelFormat.Rgba => [red, green, blue, alpha],
            PixelFormat.Bgra => [blue, green, red, alpha],
            _ => [red],
        };
    }

    // Alpha has every value, 0 among them.
    private static (byte Red, byte Green, byte Blue, byte Alpha) ColorAt(int x, int y) =>
        ((byte)((x * 13) + y), (byte)(y * 19), (byte)(40 + (x * y)), (byte)((x * 31) + (y * 7)));

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }
}
