using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Images;

/// <summary>Resized and cropped pixels of transformers and timm, which Pillow computed.</summary>
public sealed class PillowGoldenTests
{
    private static readonly string[] Images = ["landscape", "large", "portrait", "small"];

    private static Preprocessing Square => Preprocessing.Legacy(224, 224, new(0, 1)) with { Filter = ResizeFilter.Bicubic };

    private static Dictionary<string, Preprocessing> Folders => new()
    {
        ["clip_vision_with_projection"] = ShorterEdge(224),
        ["convnext_feature_extraction"] = ShorterEdge(235),
        ["dinov2_feature_extraction"] = ShorterEdge(256),
        ["dinov2_old_style_size"] = Square,
        ["mobilevit_bgr"] = Square with
        {
            HeightPixels = 256,
            WidthPixels = 256,
            Filter = ResizeFilter.Bilinear,
            Resize = new(ResizeKind.ShorterEdge, 288, 288),
        },
        ["resnet_feature_extraction"] = ShorterEdge(256),
        ["siglip_vision"] = Square,
        ["timm_classifier"] = ShorterEdge(248) with { Alignment = CropAlignment.Torchvision },
        ["vit_feature_extraction"] = Square with { Filter = ResizeFilter.Bilinear },
        ["vit_image_classification"] = Square with { Filter = ResizeFilter.Bilinear },
    };

    public static TheoryData<string> FolderNames => [.. Folders.Keys];

    [Theory]
    [MemberData(nameof(FolderNames))]
    public void EveryPixelIsPillows(string folder)
    {
        foreach ((int index, string image) in Images.Index())
        {
            byte[] png = File.ReadAllBytes(ReferenceData.PathOf($"reference/test_images/{image}.png"));
            float[] actual = new float[Folders[folder].HeightPixels * Folders[folder].WidthPixels * 3];

            new ImagePreprocessor(Folders[folder]).Prepare(png, image, actual);

            byte[] expected = File.ReadAllBytes(ReferenceData.PathOf($"reference/hf_models/{folder}/pixels_{index}.u8.bin"));
            actual.SequenceEqual(expected.Select(level => (float)level)).ShouldBeTrue($"{folder}, {image}");
        }
    }

    private static Preprocessing ShorterEdge(int edge) => Square with { Resize = new(ResizeKind.ShorterEdge, edge, edge) };
}
