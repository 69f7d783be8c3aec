using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Runtime.Tests.Images;

public sealed class ImageDecoderTests
{
    public static TheoryData<string> Formats => [.. SampleImages.All.Keys];

    [Theory]
    [InlineData("PNG", 0)]
    [InlineData("BMP", 0)]
    [InlineData("lossless WebP", 0)]
    [InlineData("JPEG", 24)]
    [InlineData("lossy WebP", 40)]
    public void PixelsAreThoseThatWereEncoded(string format, int tolerance)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(SampleImages.All[format], format);

        (pixels.WidthPixels, pixels.HeightPixels).ShouldBe((SampleImages.WidthPixels, SampleImages.HeightPixels));
        for (int y = 0; y < pixels.HeightPixels; y++)
        {
            for (int x = 0; x < pixels.WidthPixels; x++)
            {
                SKColor expected = SampleImages.ColorAt(x, y);
                ReadOnlySpan<byte> actual = pixels.Row(y).Slice(x * 4, 4);
                ((double)actual[0]).ShouldBe(expected.Red, tolerance);
                ((double)actual[1]).ShouldBe(expected.Green, tolerance);
                ((double)actual[2]).ShouldBe(expected.Blue, tolerance);
            }
        }
    }

    [Fact]
    public void GifPixelsAreTheirColorsInTheTable()
    {
        using PixelBuffer pixels = ImageDecoder.Decode(SampleImages.All["GIF"], "a.gif");

        for (int i = 0; i < SampleImages.WidthPixels * SampleImages.HeightPixels; i++)
        {
            byte index = SampleImages.GifIndexAt(i);
            pixels.Rgba.Slice(i * 4, 3).ToArray().ShouldBe([(byte)(index * 2), (byte)(255 - index), (byte)(index / 2)]);
        }
    }

    [Fact]
    public void TransparentPixelsKeepTheirColors()
    {
        using SKBitmap bitmap = new(3, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.SetPixel(0, 0, new SKColor(200, 100, 50, 0));
        bitmap.SetPixel(1, 0, new SKColor(10, 20, 30, 1));
        bitmap.SetPixel(2, 0, new SKColor(1, 2, 3, 255));
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        using PixelBuffer pixels = ImageDecoder.Decode(png.ToArray(), "a.png");

        pixels.Rgba.ToArray().Chunk(4).SelectMany(rgba => rgba[..3]).ShouldBe((byte[])[200, 100, 50, 10, 20, 30, 1, 2, 3]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void FileCutAnywhereIsUnreadable(string format)
    {
        byte[] encoded = SampleImages.All[format];
        for (int length = 0; length < encoded.Length; length++)
        {
            if (format.EndsWith("JPEG", StringComparison.Ordinal) && length >= encoded.Length - 2)
            {
                break; // all pixels are there, see JpegFileTests
            }

            ReadOnlyMemory<byte> cut = encoded.AsMemory(0, length);
            RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(cut, "photo"), $"{length} bytes");
            exception.Diagnostic.Code.ShouldBe("RT1003");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void MissingLastByteIsCalledTruncated(string format)
    {
        byte[] encoded = SampleImages.All[format];
        int pixelBytes = format.EndsWith("JPEG", StringComparison.Ordinal) ? encoded.Length - 2 : encoded.Length;

        RetrainException exception =
            Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded.AsMemory(..(pixelBytes - 1)), "photo"));

        exception.Diagnostic.ToString().ShouldStartWith("photo : error RT1003: the ");
        exception.Diagnostic.Message.ShouldContain("truncated");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void OnePixelOverTheLimitIsTooMany(string format)
    {
        const int Pixels = SampleImages.WidthPixels * SampleImages.HeightPixels;
        byte[] encoded = SampleImages.All[format];
        ImageDecoder.Decode(encoded, "photo", Pixels).Dispose();

        RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, "photo", Pixels - 1));

        exception.Diagnostic.Code.ShouldBe("RT1004");
        exception.Diagnostic.Message.ShouldStartWith("19 x 13 pixels");
    }

    [Theory]
    [InlineData("JPEG", 60000, 60000)]
    [InlineData("PNG", 60000, 60000)]
    [InlineData("GIF", 60000, 60000)]
    [InlineData("BMP", 60000, 60000)]
    [InlineData("lossy WebP", 16383, 16383)]
    [InlineData("lossless WebP", 16384, 16384)]
    public void HeaderThatClaimsTooMuchCostsNoMemory(string format, int widthPixels, int heightPixels)
    {
        byte[] encoded = ClaimedSize.Of(format, widthPixels, heightPixels);
        long before = GC.GetAllocatedBytesForCurrentThread();

        RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, "photo"));

        exception.Diagnostic.Code.ShouldBe("RT1004");
        exception.Diagnostic.Message.ShouldStartWith($"{widthPixels} x {heightPixels} pixels");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void EncodedBytesMayLieInsideALargerBuffer()
    {
        byte[] png = SampleImages.All["PNG"];
        byte[] buffer = [1, 2, 3, .. png, 4, 5];

        using PixelBuffer pixels = ImageDecoder.Decode(buffer.AsMemory(3, png.Length), null);

        pixels.Row(2)[4].ShouldBe(SampleImages.ColorAt(1, 2).Red);
    }

    [Fact]
    public void DisposedPixelsAreGone()
    {
        PixelBuffer pixels = ImageDecoder.Decode(SampleImages.All["PNG"], null);
        pixels.Dispose();
        pixels.Dispose();

        Should.Throw<ObjectDisposedException>(() => pixels.Rgba.Length);
    }
}
