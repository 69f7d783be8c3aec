using System.Buffers.Binary;
using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

public sealed class UprightPixelsTests
{
    // CIPA DC-008, tag 0x0112: where the stored first row and the stored first column are seen.
    private static readonly (string Row, string Column)[] Seen =
    [
        ("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"),
        ("left", "top"), ("right", "top"), ("right", "bottom"), ("left", "bottom"),
    ];

    [Fact]
    public void PutsRowsAndColumnsWhereTheStandardSays() =>
        Gen.Select(Gen.Int[1, 80], Gen.Int[1, 80], Gen.Int[1, 8]).Sample((width, height, orientation) =>
        {
            (string row, string column) = Seen[orientation - 1];
            using PixelBuffer upright = UprightPixels.Of(Numbered(width, height), orientation);

            (upright.WidthPixels, upright.HeightPixels).ShouldBe(row is "top" or "bottom" ? (width, height) : (height, width));
            for (int y = 0; y < upright.HeightPixels; y++)
            {
                for (int x = 0; x < upright.WidthPixels; x++)
                {
                    int stored = (From(row, x, y) * width) + From(column, x, y);
                    BinaryPrimitives.ReadInt32LittleEndian(upright.Row(y)[(x * 4)..]).ShouldBe(stored);
                }
            }

            int From(string side, int x, int y) => side switch
            {
                "top" => y,
                "left" => x,
                "bottom" => upright.HeightPixels - 1 - y,
                _ => upright.WidthPixels - 1 - x,
            };
        }, iter: 300);

    [Theory]
    [InlineData("PNG")]
    [InlineData("JPEG")]
    [InlineData("lossless WebP")]
    [InlineData("CMYK JPEG")]
    public void AreThePixelsOfADecodedPhoto(string format)
    {
        byte[] turned = ExifPhoto.Turned(SampleImages.All[format], 6);
        using PixelBuffer expected = UprightPixels.Of(ImageDecoder.Decode(SampleImages.All[format], null), 6);

        using PixelBuffer upright = ImageDecoder.Decode(turned, null);
        using PixelBuffer stored = ImageDecoder.Decode(turned, null, ignoresOrientation: true);

        (upright.WidthPixels, upright.HeightPixels).ShouldBe((SampleImages.HeightPixels, SampleImages.WidthPixels));
        upright.Rgba.SequenceEqual(expected.Rgba).ShouldBeTrue();
        (stored.WidthPixels, stored.HeightPixels).ShouldBe((SampleImages.WidthPixels, SampleImages.HeightPixels));
    }

    private static PixelBuffer Numbered(int width, int height)
    {
        PixelBuffer pixels = new(width, height);
        for (int i = 0; i < width * height; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(pixels.WritableRgba[(i * 4)..], i);
        }

        return pixels;
    }
}
