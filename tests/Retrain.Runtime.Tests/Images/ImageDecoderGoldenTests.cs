using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

/// <summary>Every case of the golden images, which real TensorFlow decoded; one row each.</summary>
public sealed class ImageDecoderGoldenTests
{
    /// <summary>PNG and GIF leave no freedom, nor does a JPEG of one pixel.</summary>
    public static TheoryData<string> Exact =>
    [
        "v_16bit_gray.png",
        "v_16bit_rgb.png",
        "v_1bit.png",
        "v_1x1.jpg",
        "v_gray.png",
        "v_gray_alpha.png",
        "v_palette.png",
        "v_palette_alpha.png",
        "v_png_named.jpg",
        "v_rgb.png",
        "v_rgba.png",
        "v_still.gif",
    ];

    /// <summary>
    /// TensorFlow uses libjpeg-turbo's fast IDCT, Skia the accurate one. The manifest says how far TensorFlow's own two decodes differ:
    /// ours must differ by just that.
    /// </summary>
    public static TheoryData<string> Jpeg =>
    [
        "datasets/flower_photos/tulips/14674388855_2da18e375a_m.jpg",
        "datasets/flower_photos/dandelion/15268682367_5a4512b29f_m.jpg",
        "datasets/flower_photos/sunflowers/9216286162_6ceefdd1b4_m.jpg",
        "datasets/flower_photos/tulips/112651128_7b5d39a346_m.jpg",
        "datasets/flower_photos/daisy/16020253176_60f2a6a5ca_n.jpg",
        "datasets/flower_photos/daisy/10172567486_2748826a8b.jpg",
        "datasets/flower_photos/dandelion/12998979765_3de89e7195_n.jpg",
        "v_1x17_420.jpg",
        "v_411_odd.jpg",
        "v_420_even.jpg",
        "v_420_odd.jpg",
        "v_420_q20.jpg",
        "v_422_odd.jpg",
        "v_440_odd.jpg",
        "v_444.jpg",
        "v_9x2_420.jpg",
        "v_cmyk_adobe.jpg",
        "v_cmyk_k.jpg",
        "v_cmyk_noadobe.jpg",
        "v_exif6.jpg",
        "v_gray.jpg",
        "v_icc.jpg",
        "v_progressive.jpg",
        "v_restart.jpg",
        "v_rgb_adobe_notransform.jpg",
        "v_trailing_garbage.jpg",
        "v_ycck_transform2.jpg",
    ];

    /// <summary>
    /// Files that decode_jpeg refuses, though decode_image reads them: BMP, because the op is named for JPEG; an animated GIF, because it
    /// makes several images (we take the first). WebP decodes there to a batch of one, which retrain.py's next op refuses. People have
    /// such photos, and nothing is ambiguous about them.
    /// </summary>
    public static TheoryData<string, string> AcceptedHereOnly => new()
    {
        { "v_rgb.bmp", "v_rgb_bmp.decode_image.bin" },
        { "v_anim.gif", "v_anim_gif.decode_image.bin" },
        { "v_rgb.webp", "v_rgb_webp.rgb.bin" },
    };

    /// <summary>The accurate IDCT's output is stored for these: all other steps of decoding a JPEG are equal to the bit.</summary>
    public static TheoryData<string, string> AccurateIdct => new()
    {
        { "v_420_odd.jpg", "v_420_odd_jpg.accurate.rgb.bin" },
        { "datasets/flower_photos/tulips/112651128_7b5d39a346_m.jpg", "photo_112651128_7b5d39a346_m.accurate.rgb.bin" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "v_html.jpg", "an HTML page, not a JPEG, PNG, GIF, BMP or WebP file; download the image itself" },
        { "v_text.jpg", "not a JPEG, PNG, GIF, BMP or WebP file" },
        { "v_truncated_60.jpg", "the JPEG file is truncated: 41% of its pixels are there" },
        { "v_truncated_header.jpg", "the JPEG file is truncated: it ends after 100 bytes, without an end-of-image marker" },
        { "v_zero_bytes.jpg", "the file is empty" },
    };

    /// <summary>TensorFlow refuses a JPEG that lacks its end marker alone, although all of its pixels are there.</summary>
    private const string WithoutEndMarker = "v_truncated_last2.jpg";

    /// <summary>
    /// Random coefficients after the damage overflow differently in the two IDCTs: TensorFlow's own two decodes differ by 6.4 on average.
    /// </summary>
    private const string DamagedInTheMiddle = "v_corrupt_middle.jpg";

    [Theory]
    [MemberData(nameof(Exact))]
    public void LosslessFormatsAreEqualToTheBit(string image)
    {
        using PixelBuffer pixels = Decode(image);

        Rgb(pixels).ShouldBe(Golden(GoldenOf(image)));
    }

    [Theory]
    [MemberData(nameof(Jpeg))]
    public void JpegDiffersByTheIdctOnly(string image)
    {
        using PixelBuffer pixels = Decode(image);

        (double mean, int largest) = Difference(Rgb(pixels), Golden(GoldenOf(image)));
        mean.ShouldBeLessThan(1.5);
        JsonElement accurateIdct = Manifest().Single(entry => NameOf(entry) == image).GetProperty("default_vs_INTEGER_ACCURATE");
        mean.ShouldBe(accurateIdct.GetProperty("mean").GetDouble(), 1e-5);
        largest.ShouldBe(accurateIdct.GetProperty("max").GetInt32());
    }

    [Theory]
    [MemberData(nameof(AccurateIdct))]
    public void JpegIsEqualToTensorFlowsAccurateIdct(string image, string golden)
    {
        using PixelBuffer pixels = Decode(image);

        Rgb(pixels).ShouldBe(Golden(golden));
    }

    [Theory]
    [MemberData(nameof(AcceptedHereOnly))]
    public void FormatsThatOnlyDecodeImageAcceptsAreEqualToItsFirstImage(string image, string golden)
    {
        using PixelBuffer pixels = Decode(image);

        byte[] rgb = Rgb(pixels);
        rgb.ShouldBe(Golden(golden)[..rgb.Length]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatTensorFlowRefusesIsUnreadable(string image, string reason)
    {
        byte[] encoded = Encoded(image);

        RetrainException exception = Should.Throw<RetrainException>(() => ImageDecoder.Decode(encoded, image));

        exception.Diagnostic.Code.ShouldBe("RT1003");
        exception.Diagnostic.Origin.ShouldBe(image);
        string remedy = reason.Contains(';', StringComparison.Ordinal) ? "" : "; replace it or leave it out";
        exception.Diagnostic.Message.ShouldBe($"{reason}{remedy}.");
    }

    [Fact]
    public void DamageInTheMiddleIsAcceptedAsTensorFlowDoes()
    {
        using PixelBuffer pixels = Decode(DamagedInTheMiddle);

        byte[] rgb = Rgb(pixels);
        byte[] golden = Golden(GoldenOf(DamagedInTheMiddle));
        int damagedAt = rgb.Zip(golden).TakeWhile(pair => Math.Abs(pair.First - pair.Second) <= 21).Count();
        damagedAt.ShouldBeGreaterThan(rgb.Length / 4);
        (double mean, _) = Difference(rgb, golden);
        mean.ShouldBeLessThan(8);
    }

    [Fact]
    public void AJpegThatLacksOnlyItsEndMarkerHasThePixelsOfTheWhole()
    {
        using PixelBuffer cut = Decode(WithoutEndMarker);
        using PixelBuffer whole = Decode("v_420_odd.jpg");

        Rgb(cut).ShouldBe(Rgb(whole));
    }

    [Fact]
    public void EveryGoldenImageHasARow()
    {
        string[] images = [.. Manifest().Select(NameOf)];

        string[] rows =
        [
            .. Exact.Select(row => row.Data), .. Jpeg.Select(row => row.Data), .. Refused.Select(row => row.Data.Item1),
            .. AcceptedHereOnly.Select(row => row.Data.Item1), DamagedInTheMiddle, WithoutEndMarker,
        ];
        rows.ShouldBe(images, ignoreOrder: true);
    }

    private static JsonElement[] Manifest() =>
        [.. JsonDocument.Parse(Golden("manifest.json")).RootElement.GetProperty("images").EnumerateArray()];

    private static string NameOf(JsonElement entry) =>
        (entry.TryGetProperty("source", out JsonElement source) ? source : entry.GetProperty("file")).GetString()!;

    // TensorFlow's way.
    private static PixelBuffer Decode(string image) => ImageDecoder.Decode(Encoded(image), image, ignoresOrientation: true);

    private static byte[] Encoded(string image) => File.ReadAllBytes(ReferenceData.PathOf(
        image.StartsWith("datasets/", StringComparison.Ordinal) ? image : $"reference/tf_goldens/images/{image}"));

    private static string GoldenOf(string image) => image.StartsWith("datasets/", StringComparison.Ordinal)
        ? $"photo_{Path.GetFileNameWithoutExtension(image)}.rgb.bin"
        : $"{image.Replace('.', '_')}.rgb.bin";

    private static byte[] Golden(string file) => File.ReadAllBytes(ReferenceData.PathOf($"reference/tf_goldens/images/{file}"));

    private static byte[] Rgb(PixelBuffer pixels) => [.. pixels.Rgba.ToArray().Where((_, i) => i % 4 != 3)];

    private static (double Mean, int Largest) Difference(byte[] actual, byte[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        int[] differences = [.. actual.Zip(expected, (a, b) => Math.Abs(a - b))];
        return (differences.Average(), differences.Max());
    }
}
