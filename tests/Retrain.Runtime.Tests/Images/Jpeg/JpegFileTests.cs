using System.Buffers.Binary;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Runtime.Tests.Images.Jpeg;

public sealed class JpegFileTests
{
    private static readonly Dictionary<string, byte[]> Jpegs = new(
        SampleImages.All.Where(sample => sample.Key.EndsWith("JPEG", StringComparison.Ordinal)))
    {
        ["progressive"] = ProgressiveSample.Encoded,
        ["large"] = Noise(),
    };

    public static TheoryData<string> Samples => [.. Jpegs.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void TheEndMarkerAloneMayBeMissing(string sample)
    {
        byte[] whole = Jpegs[sample];

        Decode(whole[..^2]).ShouldBe(Decode(whole));
        Decode(whole[..^1]).ShouldBe(Decode(whole));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void AFileThatLacksMoreIsRefused(string sample)
    {
        byte[] whole = Jpegs[sample];
        int step = Math.Max(1, whole.Length / 500);
        for (int length = whole.Length - 3; length > 2; length -= step)
        {
            Refusal(whole[..length]).ShouldStartWith("the ", customMessage: $"{length} bytes");
        }
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xFF, 0xD9 })]
    public void TheShareOfPixelsThatAreThereIsSaid(byte[] end)
    {
        byte[] whole = Jpegs["large"];

        string refusal = Refusal([.. whole[..(whole.Length * 2 / 5)], .. end]);

        refusal.ShouldMatch("^the JPEG file is truncated: (3[0-9]|4[0-2])% of its pixels are there; replace it");
    }

    [Fact]
    public void AProgressiveFileThatIsNearlyEmptyIsRefused()
    {
        byte[] whole = ProgressiveSample.Encoded;
        int scan = whole.AsSpan().IndexOf((byte[])[0xFF, 0xDA]) + 14;

        Refusal([.. whole[..(scan + 2)], 0xFF, 0xD9]).ShouldContain("% at most");
    }

    [Fact]
    public void WhatFollowsTheEndIsNotRead()
    {
        byte[] whole = Jpegs["JPEG"];

        Decode([.. whole, .. new byte[1000]]).ShouldBe(Decode(whole));
    }

    [Theory]
    [InlineData("JPEG", (byte)0xC0)]
    [InlineData("progressive", (byte)0xC2)]
    [InlineData("CMYK JPEG", (byte)0xC0)]
    [InlineData("progressive CMYK JPEG", (byte)0xC2)]
    public void AClaimedSizeIsBelievedAsFarAsTheBytesCanPay(string sample, byte frameMarker)
    {
        byte[] encoded = [.. Jpegs[sample]];
        int frame = encoded.AsSpan().IndexOf((byte[])[0xFF, frameMarker]);
        BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(frame + 5), 9999);
        BinaryPrimitives.WriteUInt16BigEndian(encoded.AsSpan(frame + 7), 9999);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Refusal(encoded)
            .ShouldMatch("^the JPEG file claims 9999 x 9999 pixels, but its [0-9]+ bytes of pixels are enough for 0% at most; ");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void ScansWithoutEndAreRefused()
    {
        byte[] whole = ProgressiveSample.Encoded;
        int last = whole.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA]);
        byte[] scan = whole[last..^2];

        Refusal([.. whole[..^2], .. Enumerable.Repeat(scan, 100_000).SelectMany(bytes => bytes), 0xFF, 0xD9])
            .ShouldContain("501 scans or more, which take too long for 64 x 64 pixels");
    }

    [Fact]
    public void ScansAreCountedByTheBlocksThatTheyPassOver()
    {
        byte[] large = [.. ProgressiveSample.Encoded];
        int frame = large.AsSpan().IndexOf((byte[])[0xFF, 0xC2]);
        new byte[] { 0x27, 0x10, 0x27, 0x10 }.CopyTo(large, frame + 5); // height and width
        large[frame + 11] = 0x22; // colours of half the width and height
        int[] starts = [.. Enumerable.Range(0, large.Length - 2).Where(i => large[i] == 0xFF && large[i + 1] == 0xDA)];
        byte[] luminance = large[starts[^1]..^2];

        // Ten scans of 10000 x 10000 pixels are as many as libjpeg writes; ten more of the luminance pass ten times over its blocks.
        Refusal(large).ShouldContain("bytes of pixels are enough for");
        Refusal([.. large[..^2], .. Enumerable.Repeat(luminance, 10).SelectMany(bytes => bytes), 0xFF, 0xD9])
            .ShouldContain("scans or more, which take too long for 10000 x 10000 pixels");
    }

    /// <summary>libjpeg goes through all such segments before it for each that it stores.</summary>
    [Theory]
    [InlineData((byte)0xE1)]
    [InlineData((byte)0xE2)]
    [InlineData((byte)0xED)]
    [InlineData((byte)0xFE)]
    public async Task AMillionSegmentsAreNotLookedAt(byte marker)
    {
        byte[] whole = Jpegs["JPEG"];
        IEnumerable<byte> segments = Enumerable.Repeat((byte[])[0xFF, marker, 0, 2], 1_000_000).SelectMany(bytes => bytes);
        byte[] encoded = [.. whole[..2], .. segments, .. whole[2..]];

        byte[] pixels = await Task.Run(() => Decode(encoded), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        pixels.ShouldBe(Decode(whole));
    }

    private static byte[] Decode(byte[] encoded)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, "photo.jpg");
        return pixels.Rgba.ToArray();
    }

    private static string Refusal(byte[] encoded)
    {
        RetrainException exception =
            Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, "photo.jpg"), $"{encoded.Length} bytes");
        exception.Diagnostic.Code.ShouldBe("RT1003");
        return exception.Diagnostic.Message;
    }

    private static byte[] Noise()
    {
        using SKBitmap bitmap = new(320, 240, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] noise = new byte[bitmap.ByteCount];
        new Random(1).NextBytes(noise);
        noise.CopyTo(bitmap.GetPixelSpan());
        using SKData jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return jpeg.ToArray();
    }
}
