using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>A network that TensorFlow's authors publish: where its graph is had, and what it expects (retrain.py's create_model_info).</summary>
internal sealed record PublishedBackbone
{
    /// <summary>As given to --architecture.</summary>
    public required string Name { get; init; }

    /// <summary>The archive's address, below <see cref="DownloadAddress"/>.</summary>
    public required string ArchivePath { get; init; }

    /// <summary>The archive's exact size, where it is known from those who have downloaded it.</summary>
    public long? ArchiveSizeBytes { get; init; }

    /// <summary>The frozen graph, below --model_dir and in the archive alike; folders end with '/'.</summary>
    public required string GraphPath { get; init; }

    /// <summary>About how large the frozen graph is.</summary>
    public required long GraphSizeBytes { get; init; }

    /// <summary>Normalised pixels. // [batch, sizePixels, sizePixels, 3]</summary>
    public required string InputTensor { get; init; }

    /// <summary>// [batch, bottleneckLength]</summary>
    public required string BottleneckTensor { get; init; }

    public required int BottleneckLength { get; init; }

    /// <summary>Width and height of the network's input.</summary>
    public required int SizePixels { get; init; }

    /// <summary>From [0, 255] to what the network was trained on.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>An SPDX expression.</summary>
    public string Licence { get; init; } = "Apache-2.0";

    /// <summary>The archive's name, below --model_dir.</summary>
    public string ArchiveName => ArchivePath[(ArchivePath.LastIndexOf('/') + 1)..];
}
