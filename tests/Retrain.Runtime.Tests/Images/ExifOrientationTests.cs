using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using SkiaSharp;

namespace Retrain.Runtime.Tests.Images;

public sealed class ExifOrientationTests
{
    public static MatrixTheoryData<string, int, bool> Photos =>
        new(["JPEG", "PNG", "lossy WebP", "lossless WebP", "progressive CMYK JPEG"], [1, 2, 3, 4, 5, 6, 7, 8], [false, true]);

    private static readonly string[] Formats = ["JPEG", "PNG", "lossy WebP"];

    [Theory]
    [MemberData(nameof(Photos))]
    public void IsReadFromEveryFormatThatHasIt(string format, int orientation, bool isLittleEndian)
    {
        byte[] photo = ExifPhoto.Turned(SampleImages.All[format], orientation, isLittleEndian);

        ExifOrientation.Of(photo).ShouldBe(orientation);

        // Skia reads the same, but none from PNG files.
        if (format is not "PNG")
        {
            using SKCodec codec = SKCodec.Create(new MemoryStream(photo));
            ((int)codec.EncodedOrigin).ShouldBe(orientation);
        }
    }

    [Fact]
    public void IsUprightWithoutExifData()
    {
        foreach (byte[] photo in SampleImages.All.Values)
        {
            ExifOrientation.Of(photo).ShouldBe(ExifOrientation.Upright);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(255)]
    public void IsUprightForANumberThatIsNotInTheStandard(int orientation) =>
        ExifOrientation.Of(ExifPhoto.Turned(SampleImages.All["JPEG"], orientation)).ShouldBe(ExifOrientation.Upright);

    [Fact]
    public void IsThatOfTheFirstExifSegmentBehindOthers()
    {
        byte[] jpeg = SampleImages.All["JPEG"];
        byte[] xmp = [0xFF, 0xE1, 0, 31, .. "http://ns.adobe.com/xap/1.0/\0"u8];
        byte[] two = ExifPhoto.Turned(ExifPhoto.Turned(jpeg, 3), 8);

        ExifOrientation.Of([.. two[..2], .. xmp, .. two[2..]]).ShouldBe(8);
    }

    [Fact]
    public void NoBytesMakeItFail() =>
        Gen.Select(Gen.Int[0, 2].Select(i => Formats[i]), Gen.Int[1, 8], Gen.Bool, Gen.Select(Gen.Int[0, 70], Gen.Byte).Array[0, 6])
            .Sample((format, orientation, isLittleEndian, changes) =>
            {
                byte[] tiff = ExifPhoto.Tiff(orientation, isLittleEndian);
                foreach ((int at, byte value) in changes)
                {
                    tiff[at % tiff.Length] = value;
                }

                int cut = changes.Length > 0 ? changes[0].Item1 % tiff.Length : tiff.Length;
                ExifOrientation.Of(ExifPhoto.With(SampleImages.All[format], tiff)).ShouldBeInRange(1, 8);
                ExifOrientation.Of(ExifPhoto.With(SampleImages.All[format], tiff[..cut])).ShouldBeInRange(1, 8);
            });
}
