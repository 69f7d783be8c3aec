using System.Runtime.InteropServices;
using System.Text.Json;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

/// <summary>TensorFlow's resize_bilinear of the pixels that it decoded; large ones are stored row by row, every row_step-th.</summary>
public sealed class BilinearResizeGoldenTests
{
    public static TheoryData<string, int> Photos => new()
    {
        { "14674388855_2da18e375a_m", 224 },
        { "14674388855_2da18e375a_m", 299 },
        { "112651128_7b5d39a346_m", 224 },
        { "112651128_7b5d39a346_m", 299 },
        { "16020253176_60f2a6a5ca_n", 224 },
        { "16020253176_60f2a6a5ca_n", 299 },
        { "10172567486_2748826a8b", 224 },
        { "10172567486_2748826a8b", 299 },
    };

    [Theory]
    [MemberData(nameof(Photos))]
    public void ResizedPhotoIsEqualToTensorFlowsToTheBit(string photo, int sizePixels)
    {
        JsonElement image = Manifest().Single(image => image.GetProperty("decode_jpeg").TryGetProperty("file", out JsonElement file)
            && file.GetString() == $"photo_{photo}.rgb.bin");
        int[] shape = [.. image.GetProperty("decode_jpeg").GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        using PixelBuffer source = new(shape[1], shape[0]);
        Golden($"photo_{photo}.rgb.bin").Chunk(3).SelectMany(rgb => (byte[])[.. rgb, 0]).ToArray().CopyTo(source.WritableRgba);
        JsonElement resized = image.GetProperty("resized").EnumerateArray()
            .Single(resized => resized.GetProperty("file").GetString() == $"photo_{photo}.resize{sizePixels}.f32.bin");
        int rowStep = resized.GetProperty("row_step").GetInt32();

        float[] actual = new float[sizePixels * sizePixels * 3];
        BilinearResize.Resize(source, sizePixels, sizePixels, actual);

        float[] stored = [.. actual.Chunk(sizePixels * 3).Where((_, y) => y % rowStep == 0).SelectMany(row => row)];
        float[] expected = MemoryMarshal.Cast<byte, float>(Golden($"photo_{photo}.resize{sizePixels}.f32.bin")).ToArray();
        stored.ShouldBe(expected);
    }

    [Fact]
    public void EveryResizedGoldenHasARow()
    {
        string[] files = [.. Manifest().Where(image => image.TryGetProperty("resized", out _))
            .SelectMany(image => image.GetProperty("resized").EnumerateArray())
            .Select(resized => resized.GetProperty("file").GetString()!)];

        Photos.Select(row => $"photo_{row.Data.Item1}.resize{row.Data.Item2}.f32.bin").ShouldBe(files, ignoreOrder: true);
    }

    private static JsonElement[] Manifest() =>
        [.. JsonDocument.Parse(Golden("manifest.json")).RootElement.GetProperty("images").EnumerateArray()];

    private static byte[] Golden(string file) => File.ReadAllBytes(ReferenceData.PathOf($"reference/tf_goldens/images/{file}"));
}
