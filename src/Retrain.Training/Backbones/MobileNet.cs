using System.Globalization;
using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>
/// The MobileNets v1 of June 2017 (Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications"), in
/// four widths and for four image sizes, with 32-bit and 8-bit weights.
/// </summary>
internal static class MobileNet
{
    /// <summary>The pattern of their names, for messages.</summary>
    public const string NamePattern = "mobilenet_<1.0|0.75|0.50|0.25>_<224|192|160|128>[_quantized]";

    // The paper's table 6, and the README of slim's mobilenet_v1.
    private static readonly (string Width, double MillionParameters)[] Widths =
        [("1.0", 4.24), ("0.75", 2.59), ("0.50", 1.34), ("0.25", 0.47)];

    private static readonly int[] Sizes = [224, 192, 160, 128];

    public static IReadOnlyList<PublishedBackbone> Published { get; } =
    [
        .. from width in Widths
           from sizePixels in Sizes
           from isQuantized in new[] { false, true }
           select Of(width.Width, width.MillionParameters, sizePixels, isQuantized),
    ];

    private static PublishedBackbone Of(string width, double millionParameters, int sizePixels, bool isQuantized)
    {
        string version = string.Create(CultureInfo.InvariantCulture, $"{width}_{sizePixels}");
        return new PublishedBackbone
        {
            Name = $"mobilenet_{version}{(isQuantized ? "_quantized" : "")}",

            // As in the retrain.py of "TensorFlow for Poets", both graphs come from one archive. The _quantized_frozen.tgz of later
            // versions contains graphs with the ops of quantised training, for TensorFlow Lite.
            ArchivePath = $"models/mobilenet_v1_{version}_frozen.tgz",
            GraphPath = $"mobilenet_v1_{version}/{(isQuantized ? "quantized_graph.pb" : "frozen_graph.pb")}",
            GraphSizeBytes = (long)(millionParameters * 1e6 * (isQuantized ? 1.1 : sizeof(float))),
            InputTensor = "input:0",
            BottleneckTensor = "MobilenetV1/Predictions/Reshape:0",
            BottleneckLength = 1001,
            SizePixels = sizePixels,
            Normalization = new Normalization(127.5f, 127.5f),
        };
    }
}
