using Retrain.Runtime.Images;
using Retrain.Training.Downloads;

namespace Retrain.Training.Backbones;

/// <summary>
/// A network that TensorFlow's authors publish, with the address of its graph and the input that it expects (retrain.py's
/// create_model_info).
/// </summary>
internal sealed record PublishedBackbone
{
    /// <summary>The name given to --architecture.</summary>
    public required string Name { get; init; }

    /// <summary>The archive's address, below <see cref="DownloadAddress"/>.</summary>
    public required string ArchivePath { get; init; }

    /// <summary>The exact size of the archive, if it is documented.</summary>
    public long? ArchiveSizeBytes { get; init; }

    /// <summary>The path of the frozen graph, both below --model_dir and in the archive, with '/' between folders.</summary>
    public required string GraphPath { get; init; }

    /// <summary>The approximate size of the frozen graph.</summary>
    public required long GraphSizeBytes { get; init; }

    /// <summary>The name of the tensor of normalised pixels, shape [batch, sizePixels, sizePixels, 3].</summary>
    public required string InputTensor { get; init; }

    /// <summary>The name of the tensor that the head reads, shape [batch, bottleneckLength].</summary>
    public required string BottleneckTensor { get; init; }

    public required int BottleneckLength { get; init; }

    /// <summary>The width and height of the network's input.</summary>
    public required int SizePixels { get; init; }

    /// <summary>Maps values in [0, 255] to the values that the network was trained on.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>An SPDX expression.</summary>
    public string Licence { get; init; } = "Apache-2.0";

    /// <summary>The archive's name, below --model_dir.</summary>
    public string ArchiveName => ArchivePath[(ArchivePath.LastIndexOf('/') + 1)..];
}
