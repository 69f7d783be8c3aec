using Retrain.Runtime.Images;
using Retrain.Runtime.Images.Formats;
using Retrain.Runtime.Images.WebP;
using Retrain.Runtime.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Runtime.Tests.Images.WebP;

public sealed class PrefixGroupsTests
{
    private const int HeaderBytes = 5;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(7, true, false)]
    [InlineData(300, false, true)]
    [InlineData(300, true, true)]
    [InlineData(4096, false, false)]
    public void TheGroupsOfAFileAreCounted(int groups, bool predicted, bool indexed)
    {
        byte[] webP = LosslessWebP.Of(610, 256, groups, predicted, indexed);

        new WebPFrame(webP, 610, 256).CountPrefixGroups().ShouldBe(groups);
        using PixelBuffer pixels = ImageDecoder.Decode(webP, origin: null);
        (pixels.WidthPixels, pixels.HeightPixels).ShouldBe((610, 256));
    }

    // What follows the groups' number are the groups: read from a bit too early or too late, they are not complete codes.
    [Theory]
    [InlineData(false, 50)]
    [InlineData(false, 100)]
    [InlineData(true, 100)]
    public void AfterTheCountTheGroupsOfAnEncodersFileAreRead(bool fewColors, float effort)
    {
        byte[] webP = Encode(fewColors, effort);
        LosslessBits bits = new(WebPStructure.Find(webP, "VP8L"u8)[HeaderBytes..]);

        int groups = PrefixGroups.ReadCount(ref bits, 400, 300, out int colorCacheBits);

        groups.ShouldBe(new WebPFrame(webP, 400, 300).CountPrefixGroups());
        int greens = 280 + (colorCacheBits == 0 ? 0 : 1 << colorCacheBits);
        for (int code = 0; code < groups * 5; code++)
        {
            _ = PrefixCode.Read(ref bits, (code % 5) switch { 0 => greens, 4 => 40, _ => 256 });
        }
    }

    [Fact]
    public void TheAlphaOfALossyFileCounts()
    {
        byte[] webP = LosslessWebP.OfAlpha(
            SampleImages.All["lossy WebP"], SampleImages.WidthPixels, SampleImages.HeightPixels, groups: 11);

        new WebPFrame(webP, SampleImages.WidthPixels, SampleImages.HeightPixels).CountPrefixGroups().ShouldBe(11);
        ImageDecoder.Decode(webP, origin: null).Dispose();
    }

    [Fact]
    public void TheFirstImageOfAnAnimationCounts()
    {
        byte[] webP = LosslessWebP.OfAnimation(LosslessWebP.Of(64, 48, 30), 80, 60, 64, 48);

        new WebPFrame(webP, 80, 60).CountPrefixGroups().ShouldBe(30);
        ImageDecoder.Decode(webP, origin: null).Dispose();
    }

    [Fact]
    public void MoreGroupsThanAPhotoHasAreRefused()
    {
        byte[] webP = LosslessWebP.Of(1024, 1024, 65_536);

        Should.Throw<RetrainException>(() => ImageDecoder.Decode(webP, origin: null).Dispose()).Diagnostic.Message
            .ShouldStartWith("1024 x 1024 pixels of its kind count as 112 megapixels, for the time and memory that they take");
    }

    [Fact]
    public void DamagedFilesHaveNoMoreGroupsThanBlocks()
    {
        byte[] webP = LosslessWebP.Of(64, 48, 30, predicted: true);
        Random random = new(1);
        for (int trial = 0; trial < 20_000; trial++)
        {
            byte[] damaged = [.. webP[..random.Next(30, webP.Length)]];
            damaged[random.Next(25, damaged.Length)] ^= (byte)(1 << random.Next(8));

            PrefixGroups.CountWithHeader(damaged.AsSpan(20), 64, 48).ShouldBeInRange(0, 65_536);
        }
    }

    private static byte[] Encode(bool fewColors, float effort)
    {
        using SKBitmap bitmap = new(400, 300, SKColorType.Rgba8888, SKAlphaType.Opaque);
        Random random = new(3);
        for (int y = 0; y < 300; y++)
        {
            for (int x = 0; x < 400; x++)
            {
                int noise = x < 200 ? random.Next(40) : 0;
                bitmap.SetPixel(x, y, fewColors
                    ? new SKColor((byte)((x / 40 * 20) + (noise / 20)), (byte)(y / 100 * 80), 7)
                    : new SKColor((byte)((x / 2) + noise), (byte)((y / 2) + (noise / 3)), (byte)(x * y / 600)));
            }
        }

        using SKData data = bitmap.PeekPixels().Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, effort))!;
        return data.ToArray();
    }
}
