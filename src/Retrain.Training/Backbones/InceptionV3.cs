using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>
/// Inception v3 of 2015-12-05, the network of "How to Retrain Inception's Final Layer for New Categories" (Szegedy et al., "Rethinking the
/// Inception Architecture for Computer Vision", 2015).
/// </summary>
internal static class InceptionV3
{
    public const string Name = "inception_v3";

    public static PublishedBackbone Published { get; } = new()
    {
        Name = Name,
        ArchivePath = "models/image/imagenet/inception-2015-12-05.tgz",

        // The size that retrain.py and classify_image.py print after downloading it.
        ArchiveSizeBytes = 88_931_400,
        GraphPath = "classify_image_graph_def.pb",
        GraphSizeBytes = 95_700_000,
        InputTensor = "Mul:0",
        BottleneckTensor = "pool_3/_reshape:0",
        BottleneckLength = 2048,
        SizePixels = 299,
        Normalization = new Normalization(128, 128),
    };
}
