using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Digests;
using Retrain.Training.Distortions;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Bottlenecks;

/// <summary>Caches of years keep their bottlenecks: the keys of retrain.py's preprocessing stay as they were first written.</summary>
public sealed class BottleneckKeysTests
{
    // A photo that the first version of the cache held the bottlenecks of.
    private static readonly Digest Photo = Digest.Parse("31866f05ec5a5283f73131e0f02bc165b3ddf36f5dd74fbad4e09e86479cef17");

    [Fact]
    public void OfTheEmbeddedBackboneAreThoseOfTheFirstCaches() =>
        KeyOf(EfficientNetLite.Load()).ShouldBe("14de6da451ba97fc5db58cb1c223af15ba84c49f455ee62f0e5e83ece1689c1c");

    [Fact]
    public void OfADistortedImageIsThatOfTheFirstCaches()
    {
        DistortionOptions options =
            new(FlipLeftRight: true, RandomCropPercent: 10, RandomScalePercent: 12, RandomBrightnessPercent: 15, Variants: 3);

        KeyOf(EfficientNetLite.Load(), Distortion.Draw(options, Photo, variant: 2, seed: 0, 224, 224))
            .ShouldBe("df889923ae247eba8de5a132855d6880aa12d9d1ac864610da72d0a00fb7c7af");
    }

    [Theory]
    [InlineData(
        "mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", null, null,
        "1371942b9decd95f2440e490e6b13bf9a260e37bc4c6fc750911db2e337aa329")]
    [InlineData("SqueezeNet_fp16.onnx", 103.94f, 58.8f, "4f2f225600e9c6bb3ed6f0ada85e948e7287b57ab261ee703f643069ced8c3e2")]
    public void OfNetworksFromFilesAreThoseOfTheFirstCaches(string file, float? mean, float? std, string expected)
    {
        BackboneOptions options = new()
        {
            Architecture = ReferenceData.PathOf($"reference/graphs/{file}"),
            Preprocessing = new()
            {
                Mean = mean is float subtracted ? new(subtracted) : null,
                Std = std is float divisor ? new(divisor) : null,
            },
        };

        KeyOf(BackboneCatalog.Load(options, _ => { }, TestContext.Current.CancellationToken)).ShouldBe(expected);
    }

    private static string KeyOf(Backbone backbone, Distortion? distortion = null)
    {
        LabeledImage image = new Category("", 0, "", [new ImageFile("photo.bmp", "photo.bmp")]).Images[0];
        BottleneckJob job = new BottleneckKeys(backbone, 100_000_000).WithKeys(
            new BottleneckJob(image, [new WantedBottleneck(0, distortion)]), new(Photo, 1));
        return job.Keys[0].Hash.ToString();
    }
}
