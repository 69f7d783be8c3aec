using Retrain.Runtime.Images;
using SkiaSharp;

namespace Retrain.Runtime.Tests.Images;

public sealed class ColorProfileTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void AWiderProfileThanSrgbIsSeenAndIgnored(SKEncodedImageFormat format)
    {
        byte[] srgb = Encode(format, SKColorSpaceXyz.Srgb);
        byte[] displayP3 = Encode(format, SKColorSpaceXyz.DisplayP3);
        byte[] adobeRgb = Encode(format, SKColorSpaceXyz.AdobeRgb);

        ColorProfile.IsWideGamut(srgb).ShouldBeFalse();
        ColorProfile.IsWideGamut(displayP3).ShouldBeTrue();
        ColorProfile.IsWideGamut(adobeRgb).ShouldBeTrue();
        Decode(displayP3).ShouldBe(Decode(srgb));
        Decode(adobeRgb).ShouldBe(Decode(srgb));
    }

    private static byte[] Encode(SKEncodedImageFormat format, SKColorSpaceXyz primaries)
    {
        using SKColorSpace space = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, primaries);
        using SKBitmap bitmap = new(new SKImageInfo(16, 16, SKColorType.Rgba8888, SKAlphaType.Opaque, space));
        bitmap.GetPixelSpan().Fill(200);
        using SKData encoded = bitmap.Encode(format, 90);
        return encoded.ToArray();
    }

    private static byte[] Decode(byte[] encoded)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, null);
        return pixels.Rgba.ToArray();
    }
}
