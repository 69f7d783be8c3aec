using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.DataChecks;
using SkiaSharp;

namespace Retrain.Training.Tests.DataChecks;

public sealed class FingerprintTests
{
    [Theory]
    [InlineData(0, 200, 150, 80)]
    [InlineData(1, 40, 40, 80)]
    [InlineData(2, 96, 96, 8)]
    public void ACopyOfAnotherSizeOrQualityIsKnownAgain(int seed, int width, int height, int quality)
    {
        byte[] photo = DrawnPhotos.Draw(category: 0, seed);

        Fingerprint.Similarity(Of(photo), Of(Redraw(photo, width, height, quality, mirror: false))).ShouldBeGreaterThan(0.97f);
    }

    [Fact]
    public void AMirrorImageIsKnownAgain()
    {
        byte[] photo = DrawnPhotos.Draw(category: 1, seed: 3);
        Fingerprint fingerprint = Of(photo), mirrored = Of(Redraw(photo, 96, 96, 95, mirror: true));

        Fingerprint.Similarity(fingerprint, mirrored).ShouldBeGreaterThan(0.99f);
        float[] frequencies = new float[Fingerprint.Length];
        fingerprint.Mirror(frequencies);
        frequencies.Zip(mirrored.Frequencies, (a, b) => a * b).Sum().ShouldBeGreaterThan(0.99f);
    }

    [Fact]
    public void OtherPhotosAreOther() =>
        Fingerprint.Similarity(Of(DrawnPhotos.Draw(0, 1)), Of(DrawnPhotos.Draw(0, 2))).ShouldBeLessThan(0.9f);

    [Theory]
    [InlineData(50, 50, 200)]
    [InlineData(33, 1000, 255)]
    [InlineData(1, 1, 77)]
    [InlineData(1777, 31, 254)]
    [InlineData(640, 480, 3)]
    public void ABlankImageIsLikeNone(int width, int height, byte shade)
    {
        Fingerprint blank = Of(Fill(width, height, (_, _) => shade));

        blank.Frequencies.ShouldAllBe(value => value == 0);
        Fingerprint.Similarity(blank, blank).ShouldBe(0);
    }

    [Fact]
    public void ADifferenceOfOneShadeIsEnough()
    {
        Fingerprint mark = Of(Fill(64, 64, (x, y) => (byte)(x / 2 == 7 && y / 2 == 5 ? 201 : 200)));

        Fingerprint.Similarity(mark, mark).ShouldBe(1, tolerance: 1e-4);
    }

    [Fact]
    public void AnyImageHasOne() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Byte, Gen.Byte).Sample((width, height, dark, light) =>
    {
        Fingerprint fingerprint = Of(Fill(width, height, (x, y) => (x + y) % 3 == 0 ? dark : light));

        fingerprint.Frequencies.Length.ShouldBe(Fingerprint.Length);
        Fingerprint.Similarity(fingerprint, fingerprint).ShouldBeInRange(0, 1.0001f);
    }, iter: 200);

    private static PixelBuffer Fill(int width, int height, Func<int, int, byte> grey)
    {
        PixelBuffer pixels = new(width, height);
        for (int i = 0; i < width * height; i++)
        {
            pixels.WritableRgba.Slice(i * PixelBuffer.BytesPerPixel, PixelBuffer.BytesPerPixel).Fill(grey(i % width, i / width));
        }

        return pixels;
    }

    private static Fingerprint Of(byte[] photo) => Of(ImageDecoder.Decode(photo, "photo.jpg"));

    private static Fingerprint Of(PixelBuffer pixels)
    {
        using (pixels)
        {
            return Fingerprint.Of(pixels, exifOrientation: 1);
        }
    }

    private static byte[] Redraw(byte[] photo, int width, int height, int quality, bool mirror)
    {
        using SKBitmap bitmap = SKBitmap.Decode(photo);
        using SKBitmap copy = new(width, height);
        using SKCanvas canvas = new(copy);
        if (mirror)
        {
            canvas.Scale(-1, 1, width / 2f, 0);
        }

        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        using SKData data = copy.Encode(SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }
}
