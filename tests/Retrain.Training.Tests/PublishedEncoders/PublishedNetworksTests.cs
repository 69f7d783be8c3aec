using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.PublishedEncoders;

/// <summary>Compares bottlenecks with those that ONNX Runtime gave to the publishers' own code.</summary>
public sealed class PublishedNetworksTests
{
    private const int ImageCount = 4;

    [Theory]
    [InlineData("vit_feature_extraction", "the first of 197 tokens of 'last_hidden_state'")]
    [InlineData("dinov2_feature_extraction", "the first of 257 tokens of 'last_hidden_state'")]
    [InlineData("dinov2_old_style_size", "the first of 257 tokens of 'last_hidden_state'")]
    [InlineData("vit_quantized_dynamic", "the first of 197 tokens of 'last_hidden_state'")]
    [InlineData("clip_vision_with_projection", "image_embeds")]
    [InlineData("siglip_vision", "pooler_output")]
    [InlineData("resnet_feature_extraction", "pooler_output")]
    [InlineData("resnet_quantized_static", "pooler_output")]
    [InlineData("convnext_feature_extraction", "pooler_output")]
    [InlineData("mobilevit_bgr", "pooler_output")]
    public void TheHeadReadsTheRowOfTheImage(string folder, string expected)
    {
        Backbone backbone = Load(folder);

        (backbone.Pooling?.ToString() ?? backbone.BottleneckTensor).ShouldBe(expected);
    }

    [Theory]
    [InlineData("vit_feature_extraction")]
    [InlineData("dinov2_feature_extraction")]
    [InlineData("dinov2_old_style_size")]
    [InlineData("clip_vision_with_projection")]
    [InlineData("siglip_vision")]
    [InlineData("resnet_feature_extraction")]
    [InlineData("convnext_feature_extraction")]
    [InlineData("vit_image_classification")]
    [InlineData("mobilevit_bgr")]
    [InlineData("timm_classifier")]
    public void FromTheSamePixelsTheBottlenecksAreThePublishers(string folder)
    {
        Backbone backbone = Load(folder);
        string path = ReferenceData.PathOf($"reference/hf_models/{folder}");
        float[] expected = [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(path, "bottlenecks.bin")))];
        using GraphSession session = backbone.OpenSession();
        backbone.BottleneckLength.ShouldBe(expected.Length / ImageCount);
        for (int image = 0; image < ImageCount; image++)
        {
            float[] pixels = [.. File.ReadAllBytes(Path.Combine(path, $"pixels_{image}.u8.bin")).Select(level => (float)level)];
            backbone.Preprocessing.Normalization.Apply(pixels);
            if (backbone.Preprocessing.Order is ChannelOrder.Bgr)
            {
                for (int i = 0; i < pixels.Length; i += 3)
                {
                    (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
                }
            }

            float[] bottleneck = new float[backbone.BottleneckLength];
            session.Run(pixels, 1, bottleneck);

            bottleneck.Zip(expected.Skip(image * bottleneck.Length), (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-4f);
        }
    }

    // The image's way is that of training: decoded, resized, cut, normalised.
    [Theory]
    [MemberData(nameof(Folders))]
    public void FromTheSameImagesTheBottlenecksAreThePublishers(string folder)
    {
        string[] images =
            [.. Directory.GetFiles(ReferenceData.PathOf("reference/test_images"), "*.png").Order(StringComparer.Ordinal)];

        (float mean, float largest, float cosine) = folder.StartsWith("hf_processors", StringComparison.Ordinal) ? (0.0005f, 0.01f, 0f)
            : folder.Contains("quantized", StringComparison.Ordinal) ? (1, 1, 0.999f) : (1e-4f, 1e-4f, 0f);
        foreach ((string image, float[] values, float[] golden) in Compared(folder, images, "bottlenecks.bin"))
        {
            float[] differences = [.. values.Zip(golden, (value, wanted) => Math.Abs(value - wanted))];
            differences.Average().ShouldBeLessThanOrEqualTo(mean, image);
            differences.Max().ShouldBeLessThanOrEqualTo(largest, image);
            TensorPrimitives.CosineSimilarity<float>(values, golden).ShouldBeGreaterThan(cosine - 1e-6f, image);
        }
    }

    // Pillow decoded these JPEGs for the goldens, with another inverse DCT.
    [Theory]
    [MemberData(nameof(Networks))]
    public void FromTheSamePhotosTheBottlenecksAreNearlyThePublishers(string folder)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(ReferenceData.PathOf("reference/hf_manifest.json")));
        string[] photos =
            [.. manifest.RootElement.GetProperty("photos").EnumerateArray().Select(photo => ReferenceData.PathOf(photo.GetString()!))];

        foreach ((string photo, float[] values, float[] golden) in Compared(folder, photos, "photo_bottlenecks.bin"))
        {
            TensorPrimitives.CosineSimilarity<float>(values, golden).ShouldBeGreaterThan(0.999f, photo);
        }
    }

    public static TheoryData<string> Networks() =>
        [.. Folders().Select(row => row.Data).Where(folder => folder.StartsWith("hf_models", StringComparison.Ordinal))];

    public static TheoryData<string> Folders()
    {
        string reference = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "reference"));
        return Directory.Exists(Path.Combine(reference, "hf_models"))
            ? [.. new[] { "hf_models", "hf_processors" }
                .SelectMany(kind => Directory.GetDirectories(Path.Combine(reference, kind))
                    .Select(folder => $"{kind}/{Path.GetFileName(folder)}"))
                .Order(StringComparer.Ordinal)]
            : ["hf_models/vit_feature_extraction"]; // skipped, and said so
    }

    private static List<(string Image, float[] Values, float[] Golden)> Compared(string folder, string[] images, string goldens)
    {
        string path = ReferenceData.PathOf($"reference/{folder}");
        float[] expected = [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(path, goldens)))];
        Backbone backbone = BackboneCatalog.Load(
            new BackboneOptions { Architecture = path }, _ => { }, TestContext.Current.CancellationToken);
        using TemporaryFolder cache = new();
        using BottleneckSource source = new(backbone, new BottleneckOptions { BottleneckDir = cache.Path }, _ => { });
        Category all = new("", 0, "", images.Select(image => new ImageFile(image, image)));

        BottleneckMatrix bottlenecks = source.Load(all.Images, TestContext.Current.CancellationToken);

        int length = backbone.BottleneckLength;
        expected.Length.ShouldBe(images.Length * length);
        return
        [
            .. images.Select((image, i) => (
                image, bottlenecks.PaddedRow(i)[..length].ToArray(), expected.AsSpan(i * length, length).ToArray())),
        ];
    }

    private static Backbone Load(string folder) => BackboneCatalog.Load(
        new BackboneOptions { Architecture = ReferenceData.PathOf($"reference/hf_models/{folder}") },
        _ => { },
        TestContext.Current.CancellationToken);
}
