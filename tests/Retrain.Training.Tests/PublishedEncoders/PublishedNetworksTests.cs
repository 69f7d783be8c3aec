using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.PublishedEncoders;

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
        Preprocessing preprocessing = ProcessorFile.Read(EncoderFiles.Of(path).Processors, _ => { })!.Value;
        using GraphSession session = backbone.OpenSession();
        backbone.BottleneckLength.ShouldBe(expected.Length / ImageCount);
        for (int image = 0; image < ImageCount; image++)
        {
            float[] pixels = [.. File.ReadAllBytes(Path.Combine(path, $"pixels_{image}.u8.bin")).Select(level => (float)level)];
            backbone.Normalization.Apply(pixels);
            if (preprocessing.Order is ChannelOrder.Bgr)
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

    private static Backbone Load(string folder) => BackboneCatalog.Load(
        new BackboneOptions { Architecture = ReferenceData.PathOf($"reference/hf_models/{folder}") },
        _ => { },
        TestContext.Current.CancellationToken);
}
