using System.Buffers.Binary;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images.Formats;

public sealed class PngStructureTests
{
    private const int HeaderBytes = 33; // signature and IHDR

    /// <summary>libpng copies all that it has of such a chunk with every 4 KB: 8 MB took two minutes.</summary>
    [Theory]
    [InlineData("tEXt")]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    [InlineData("iCCP")]
    [InlineData("eXIf")]
    [InlineData("abCd")]
    [InlineData("PLTE")]
    public async Task AHugeChunkCostsNoTime(string type)
    {
        byte[] png = SampleImages.All["PNG"];
        byte[] encoded = [.. png[..HeaderBytes], .. Chunk(type, new byte[8 << 20]), .. png[HeaderBytes..]];

        byte[] pixels = await Task.Run(() => Decode(encoded), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        pixels.ShouldBe(Decode(png));
    }

    [Fact]
    public void ChunksBehindThePixelsAreLeftOutToo()
    {
        byte[] png = SampleImages.All["PNG"];

        Decode([.. png[..^12], .. Chunk("tEXt", new byte[100_000]), .. png[^12..]]).ShouldBe(Decode(png));
    }

    [Fact]
    public void ACriticalChunkThatIsNotInTheStandardIsRefused()
    {
        byte[] png = SampleImages.All["PNG"];

        Refusal([.. png[..HeaderBytes], .. Chunk("CgBI", [0, 0, 0, 0]), .. png[HeaderBytes..]]).ShouldContain("critical chunk");
    }

    [Fact]
    public void AClaimedSizeIsBelievedAsFarAsTheBytesCanPay() =>
        Refusal(ClaimedSize.Of("PNG", 9999, 9999)).ShouldStartWith("the PNG file claims ");

    [Theory]
    [InlineData("GIF")]
    [InlineData("BMP")]
    public void SoIsThatOfOtherFormats(string format) =>
        Refusal(ClaimedSize.Of(format, 9999, 9999)).ShouldStartWith($"the {format} file claims 9999 x 9999 pixels, but its ");

    private static byte[] Decode(byte[] encoded)
    {
        using PixelBuffer pixels = ImageDecoder.Decode(encoded, "photo.png");
        return pixels.Rgba.ToArray();
    }

    private static string Refusal(byte[] encoded)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, "photo.png"));
        exception.Diagnostic.Code.ShouldBe("RT1003");
        return exception.Diagnostic.Message;
    }

    // Its checksum is wrong, which no reader looks at.
    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type.Select(letter => (byte)letter), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        return chunk;
    }
}
