using Retrain.Tests.Infrastructure;
using Retrain.Training.Reports;
using SkiaSharp;

namespace Retrain.Training.Tests.Reports;

public sealed class ThumbnailEncoderTests : IDisposable
{
    private const int HeightPixels = 96;

    private readonly TemporaryFolder folder = new();
    private readonly ThumbnailEncoder encoder = new(HeightPixels, maximumPixels: 1_000_000, ignoresOrientation: false);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(400, 300, 128, 96)]
    [InlineData(300, 400, 72, 96)]
    [InlineData(1600, 200, 192, 24)]
    [InlineData(20, 900, 2, 96)]
    [InlineData(10, 10, 96, 96)]
    public void KeepsTheShapeOfAPhoto(int width, int height, int thumbnailWidth, int thumbnailHeight)
    {
        Write("photo.jpg", SKEncodedImageFormat.Jpeg, width, height, SKColors.Firebrick);

        Thumbnail thumbnail = encoder.Encode(folder.PathOf("photo.jpg"))!;

        (thumbnail.WidthPixels, thumbnail.HeightPixels).ShouldBe((thumbnailWidth, thumbnailHeight));
        using SKBitmap decoded = SKBitmap.Decode(thumbnail.Jpeg);
        (decoded.Width, decoded.Height).ShouldBe((thumbnailWidth, thumbnailHeight));
        ShouldBeAbout(decoded.GetPixel(0, thumbnailHeight / 2), SKColors.Firebrick);
    }

    // A JPEG is decoded at a fraction of its size, other formats as a whole.
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void IsUprightAsTrainingSeesThePhoto(SKEncodedImageFormat format)
    {
        folder.Write("turned", ExifPhoto.Turned(TwoColors(format), 6)); // the left side is up
        using SKBitmap upright = SKBitmap.Decode(encoder.Encode(folder.PathOf("turned"))!.Jpeg);
        (upright.Width, upright.Height).ShouldBe((72, 96));
        ShouldBeAbout(upright.GetPixel(36, 8), SKColors.Firebrick);
        ShouldBeAbout(upright.GetPixel(36, 88), SKColors.SteelBlue);

        ThumbnailEncoder ignoring = new(HeightPixels, maximumPixels: 1_000_000, ignoresOrientation: true);
        using SKBitmap stored = SKBitmap.Decode(ignoring.Encode(folder.PathOf("turned"))!.Jpeg);
        (stored.Width, stored.Height).ShouldBe((128, 96));
        ShouldBeAbout(stored.GetPixel(8, 48), SKColors.Firebrick);
    }

    [Fact]
    public void ShowsTheColorsOfTransparentPixelsAsTrainingSeesThem()
    {
        Write("transparent.png", SKEncodedImageFormat.Png, 64, 64, SKColors.SteelBlue.WithAlpha(2));

        using SKBitmap decoded = SKBitmap.Decode(encoder.Encode(folder.PathOf("transparent.png"))!.Jpeg);

        ShouldBeAbout(decoded.GetPixel(32, 32), SKColors.SteelBlue);
    }

    [Fact]
    public void HasNoneOfWhatIsGoneOrDamagedOrTooLarge()
    {
        folder.Write("damaged.jpg", Write("photo.jpg", SKEncodedImageFormat.Jpeg, 400, 300, SKColors.Firebrick).AsSpan(0, 200));
        Write("large.png", SKEncodedImageFormat.Png, 2000, 1000, SKColors.Firebrick);

        encoder.Encode(folder.PathOf("gone.jpg")).ShouldBeNull();
        encoder.Encode(folder.PathOf("damaged.jpg")).ShouldBeNull();
        encoder.Encode(folder.PathOf("large.png")).ShouldBeNull();
    }

    private static byte[] TwoColors(SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(new SKImageInfo(400, 300, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.SteelBlue);
        bitmap.Erase(SKColors.Firebrick, new SKRectI(0, 0, 200, 300));
        using SKData data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    private byte[] Write(string name, SKEncodedImageFormat format, int width, int height, SKColor color)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(color);
        using SKData data = bitmap.Encode(format, 95);
        folder.Write(name, data.ToArray());
        return data.ToArray();
    }

    private static void ShouldBeAbout(SKColor actual, SKColor expected)
    {
        Math.Abs(actual.Red - expected.Red).ShouldBeLessThan(12);
        Math.Abs(actual.Green - expected.Green).ShouldBeLessThan(12);
        Math.Abs(actual.Blue - expected.Blue).ShouldBeLessThan(12);
    }
}
