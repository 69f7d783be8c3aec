using System.Buffers.Binary;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

public sealed class DecodingCostTests
{
    [Fact]
    public void InterlacedPixelsOfSixteenBitsCountDouble()
    {
        Refusal(ClaimedSize.OfDeepPng(9000, 7000, isInterlaced: true)).ShouldBe(
            "RT1004: 9000 x 7000 pixels of its kind count as 112 megapixels, for the time and memory that they take to decode, more "
            + "than the limit of 100; save the image as an ordinary JPEG or raise the limit (--max_megapixels; in an app "
            + "ImageClassifierOptions.MaximumPixels).");
        Refusal(ClaimedSize.OfDeepPng(9000, 7000, isInterlaced: true), maximumPixels: 120_000_000).ShouldStartWith("RT1003");
        Refusal(ClaimedSize.OfDeepPng(8000, 6000, isInterlaced: true)).ShouldStartWith("RT1003");
        Refusal(ClaimedSize.OfDeepPng(9000, 7000, isInterlaced: false)).ShouldStartWith("RT1003");
    }

    [Theory]
    [InlineData(10, "RT1003")]
    [InlineData(60, "RT1004: 9000 x 7000 pixels of its kind count as 126 megapixels")]
    public void TheCodesOfAProgressiveJpegCount(int megabytes, string refusal)
    {
        byte[] jpeg = ClaimedSize.Of("progressive CMYK JPEG", 9000, 7000);

        Refusal([.. jpeg[..^2], .. new byte[megabytes * 1_000_000], .. jpeg[^2..]]).ShouldStartWith(refusal);
    }

    [Theory]
    [InlineData(20, "RT1003")]
    [InlineData(70, "RT1004: 9000 x 7000 pixels of its kind count as 120 megapixels")]
    public void TheCodesOfALossyWebPCount(int megabytes, string refusal)
    {
        byte[] webP = ClaimedSize.Of("lossy WebP", 9000, 7000);
        byte[] larger = [.. webP, .. new byte[megabytes * 1_000_000]];
        BinaryPrimitives.WriteInt32LittleEndian(larger.AsSpan(4), larger.Length - 8);
        int chunk = webP.AsSpan().IndexOf("VP8 "u8);
        BinaryPrimitives.WriteInt32LittleEndian(larger.AsSpan(chunk + 4), larger.Length - chunk - 8);

        Refusal(larger).ShouldStartWith(refusal);
    }

    private static string Refusal(byte[] encoded, long maximumPixels = ImageDecoder.DefaultMaximumPixels)
    {
        RetrainException exception =
            Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, origin: null, maximumPixels).Dispose());
        return $"{exception.Diagnostic.Code}: {exception.Diagnostic.Message}";
    }
}
