using Retrain.Tests.Infrastructure;
using Retrain.Training.Reports;
using SkiaSharp;

namespace Retrain.Training.Tests.Reports;

public sealed class ThumbnailEncoderTests : IDisposable
{
    private const int HeightPixels = 96;

    // APP1 with one entry: orientation 6, "rotate by 90 degrees".
    private static readonly byte[] RotatedExif =
    [
        0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];

    private readonly TemporaryFolder folder = new();
    private readonly ThumbnailEncoder encoder = new(HeightPixels, maximumPixels: 1_000_000);

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

    [Fact]
    public void DoesNotRotateAsTrainingDoesNot()
    {
        byte[] jpeg = Write("rotated.jpg", SKEncodedImageFormat.Jpeg, 400, 300, SKColors.Firebrick);
        folder.Write("rotated.jpg", [.. jpeg[..2], .. RotatedExif, .. jpeg[2..]]);
        using (SKCodec codec = SKCodec.Create(folder.PathOf("rotated.jpg")))
        {
            codec.EncodedOrigin.ShouldBe(SKEncodedOrigin.RightTop);
        }

        encoder.Encode(folder.PathOf("rotated.jpg"))!.WidthPixels.ShouldBe(128);
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
