using SkiaSharp;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>A small image of every format, made here, so that a fresh clone tests decoding without any reference data.</summary>
internal static class SampleImages
{
    public const int WidthPixels = 19;
    public const int HeightPixels = 13;

    public static readonly Dictionary<string, byte[]> All = new()
    {
        ["JPEG"] = Encode(SKEncodedImageFormat.Jpeg, 90),
        ["PNG"] = Encode(SKEncodedImageFormat.Png, 100),
        ["lossy WebP"] = Encode(SKEncodedImageFormat.Webp, 90),
        ["lossless WebP"] = Encode(SKEncodedImageFormat.Webp, 100),
        ["BMP"] = Bmp(),
        ["GIF"] = Gif(),
        ["CMYK JPEG"] = new CmykSample(Progressive: false, Halved: "12", RestartInterval: 1, Adobe: true).Encode(),
        ["progressive CMYK JPEG"] = new CmykSample(Progressive: true, Halved: "", RestartInterval: 0, Adobe: false).Encode(),
    };

    /// <summary>The colour of the pixel at (x, y): a gradient that every flip or swap of channels changes.</summary>
    public static SKColor ColorAt(int x, int y) => new((byte)(x * 13), (byte)(y * 19), (byte)(40 + x + (y * 2)));

    /// <summary>A BMP file of 24 bits a pixel, with rows from the bottom up, each padded to four bytes.</summary>
    private static byte[] Bmp()
    {
        const int PaddedRowBytes = 60;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("BM"u8);
        writer.Write(54 + (PaddedRowBytes * HeightPixels));
        writer.Write(0);
        writer.Write(54);
        writer.Write(40);
        writer.Write(WidthPixels);
        writer.Write(HeightPixels);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(new byte[24]);
        for (int y = HeightPixels - 1; y >= 0; y--)
        {
            byte[] row = new byte[PaddedRowBytes];
            for (int x = 0; x < WidthPixels; x++)
            {
                SKColor color = ColorAt(x, y);
                (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = (color.Blue, color.Green, color.Red);
            }

            writer.Write(row);
        }

        return stream.ToArray();
    }

    /// <summary>
    /// A GIF file of 128 colours with one code for each pixel: a clear code before each hundred pixels keeps the codes at 8 bits, so that
    /// no LZW encoder is needed.
    /// </summary>
    private static byte[] Gif()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("GIF89a"u8);
        writer.Write((short)WidthPixels);
        writer.Write((short)HeightPixels);
        writer.Write((byte[])[0xF6, 0, 0]); // a global table of 128 colours
        for (int i = 0; i < 128; i++)
        {
            writer.Write((byte[])[(byte)(i * 2), (byte)(255 - i), (byte)(i / 2)]);
        }

        writer.Write((byte)0x2C);
        writer.Write(0);
        writer.Write((short)WidthPixels);
        writer.Write((short)HeightPixels);
        writer.Write((byte[])[0, 7]); // no local table; codes begin at 8 bits
        byte[] codes = [.. Enumerable.Range(0, WidthPixels * HeightPixels).Chunk(100)
            .SelectMany(pixels => (byte[])[0x80, .. pixels.Select(GifIndexAt)]), 0x81];
        foreach (byte[] block in codes.Chunk(255))
        {
            writer.Write((byte)block.Length);
            writer.Write(block);
        }

        writer.Write((byte[])[0, 0x3B]);
        return stream.ToArray();
    }

    public static byte GifIndexAt(int pixel) => (byte)(pixel * 7 % 128);

    private static byte[] Encode(SKEncodedImageFormat format, int quality)
    {
        using SKBitmap bitmap = new(WidthPixels, HeightPixels, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < HeightPixels; y++)
        {
            for (int x = 0; x < WidthPixels; x++)
            {
                bitmap.SetPixel(x, y, ColorAt(x, y));
            }
        }

        using SKPixmap pixmap = bitmap.PeekPixels();
        using SKData? data = format is SKEncodedImageFormat.Webp
            ? pixmap.Encode(new SKWebpEncoderOptions(
                quality == 100 ? SKWebpEncoderCompression.Lossless : SKWebpEncoderCompression.Lossy, quality))
            : pixmap.Encode(format, quality);
        return data?.ToArray() ?? throw new InvalidOperationException($"Skia encodes no {format}");
    }
}
