using System.Text.Json;
using CsCheck;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Distortions;

public sealed class DistortionTests
{
    private const int InputSize = 64;
    private static readonly JsonElement Goldens = GoldenFiles.Json("train/manifest.json").GetProperty("distortions");

    [Fact]
    public void CropSizesAreRetrainPys()
    {
        JsonElement[] rows = [.. Goldens.GetProperty("precrop").EnumerateArray()];
        rows.Length.ShouldBeGreaterThan(50);
        foreach (JsonElement row in rows)
        {
            Distortion.PrecropPixels(
                row.GetProperty("random_crop").GetInt32(), row.GetProperty("resize_scale_value").GetSingle(),
                row.GetProperty("input_size").GetInt32())
                .ShouldBe(row.GetProperty("precrop_size").GetInt32(), row.ToString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AnImageIsDistortedAsByRetrainPy(int sample)
    {
        using PixelBuffer photo = Photo();
        JsonElement golden = Goldens.GetProperty("samples")[sample];
        int precropHeight = golden.GetProperty("precrop_shape_hw")[0].GetInt32();
        int precropWidth = golden.GetProperty("precrop_shape_hw")[1].GetInt32();
        Distortion distortion = new(
            precropWidth, precropHeight,
            golden.GetProperty("crop_offset_yx")[1].GetInt32(), golden.GetProperty("crop_offset_yx")[0].GetInt32(),
            golden.GetProperty("flipped").GetBoolean(), golden.GetProperty("brightness_value").GetSingle());

        float[] actual = new float[InputSize * InputSize * 3];
        distortion.Apply(photo, Preprocessing.Legacy(InputSize, InputSize, new Normalization(0, 1)), actual);
        new Normalization(127.5f, 127.5f).Apply(actual);

        float[] expected = GoldenFiles.Floats($"train/distort_{sample}.f32.bin");
        actual.Length.ShouldBe(expected.Length);
        actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void DrawnDistortionsStayInRetrainPysRanges() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 9], Gen.Int)
            .Sample((flip, crop, scale, brightness, variant, seed) =>
        {
            DistortionOptions options = new(flip, crop, scale, brightness);

            Distortion drawn = Distortion.Draw(options, Digest.Of([1, 2, 3]), variant, seed, 224, 192);

            drawn.PrecropWidthPixels.ShouldBeInRange(224, Distortion.PrecropPixels(crop, 1 + (scale / 100f), 224));
            drawn.CropLeftPixels.ShouldBeInRange(0, drawn.PrecropWidthPixels - 224);
            drawn.CropTopPixels.ShouldBeInRange(0, drawn.PrecropHeightPixels - 192);
            drawn.Brightness.ShouldBeInRange(1 - (brightness / 100f), 1 + (brightness / 100f));
            (drawn.Flipped && !flip).ShouldBeFalse();
            drawn.ShouldBe(Distortion.Draw(options, Digest.Of([1, 2, 3]), variant, seed, 224, 192));
        });

    [Fact]
    public void VariantsOfAnImageDiffer()
    {
        DistortionOptions options = new(FlipLeftRight: true, RandomCropPercent: 10, RandomScalePercent: 10, RandomBrightnessPercent: 10);

        Enumerable.Range(0, 10).Select(variant => Distortion.Draw(options, Digest.Of([1]), variant, 0, 224, 224))
            .Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void AHugeEnlargementIsNeverMadeWhole()
    {
        using PixelBuffer grey = new(320, 213);
        grey.WritableRgba.Fill(77);
        Distortion distortion = new(1_000_000, 1_000_000, 999_000, 500_000, Flipped: false, Brightness: 2);
        float[] actual = new float[InputSize * InputSize * 3];

        distortion.Apply(grey, Preprocessing.Legacy(InputSize, InputSize, new Normalization(0, 1)), actual);

        actual.ShouldAllBe(value => value == 154);
    }

    // The shorter edge of 32 makes 40 x 32 of it, which the distortion enlarges to 40 * 30 / 24 = 50 by 32 * 27 / 24 = 36. Of the part of
    // 40 x 32 that begins at 4 / 6 of the room of 10 and at 1 / 3 of the room of 4, the network sees the 24 x 24 in the middle.
    [Fact]
    public void WhereAnImageIsCroppedTheResizedOneIsEnlargedAndMoved()
    {
        using PixelBuffer photo = new(50, 40);
        new Random(1).NextBytes(photo.WritableRgba);
        Distortion distortion = new(30, 27, CropLeftPixels: 4, CropTopPixels: 1, Flipped: true, Brightness: 1.25f);
        Preprocessing preprocessing = Preprocessing.Legacy(24, 24, new Normalization(3, 5)) with
        {
            Resize = new ResizeRule(ResizeKind.ShorterEdge, 32, 32),
            Filter = ResizeFilter.Bicubic,
        };
        float[] actual = new float[24 * 24 * 3];

        distortion.Apply(photo, preprocessing, actual);

        const int Left = 6 + 8, Top = 1 + 4;
        float[] whole = SlowResize.Resize(photo, ResizeFilter.Bicubic, 50, 36);
        float[] expected =
        [
            .. from y in Enumerable.Range(0, 24)
               from x in Enumerable.Range(0, 24).Reverse()
               from color in Enumerable.Range(0, 3)
               select 1.25f * whole[((((Top + y) * 50) + Left + x) * 3) + color],
        ];
        actual.ShouldBe(expected);
    }

    // TensorFlow decoded these pixels: decoders differ, and the later steps are compared tightly.
    private static PixelBuffer Photo()
    {
        byte[] rgb = File.ReadAllBytes(ReferenceData.PathOf("reference/tf_goldens/images/photo_16020253176_60f2a6a5ca_n.rgb.bin"));
        PixelBuffer pixels = new(320, 213);
        Span<byte> rgba = pixels.WritableRgba;
        for (int i = 0; i < rgb.Length / 3; i++)
        {
            rgb.AsSpan(i * 3, 3).CopyTo(rgba[(i * 4)..]);
        }

        return pixels;
    }
}
