using Retrain.Runtime.Images;

namespace Retrain.Training.Backbones;

/// <summary>
/// The network that computes the bottlenecks. An option that is <see langword="null"/> is inferred from the network's file.
/// </summary>
internal sealed record BackboneOptions
{
    /// <summary>A backbone's name, the path of its file, or its address on a hub; several with commas between.</summary>
    public string Architecture { get; init; } = EfficientNetLite.Name;

    /// <summary>Whether <see cref="Architecture"/> names several backbones, of which the best is to be trained on.</summary>
    public bool Chooses { get; init; }

    /// <summary>The backbones to choose between; the only one where there is nothing to choose.</summary>
    public IReadOnlyList<string> Candidates => Chooses ? Architecture.Split(',', StringSplitOptions.TrimEntries) : [Architecture];

    /// <summary>The folder of published backbones, into which they are downloaded.</summary>
    public string ModelDir { get; init; } = Path.Combine(Path.GetTempPath(), "imagenet");

    /// <summary>The tensor at which normalised pixels enter the network.</summary>
    public string? InputTensor { get; init; }

    /// <summary>The tensor that the new head reads.</summary>
    public string? BottleneckTensor { get; init; }

    public InputSize? InputSize { get; init; }

    /// <summary>The way images are resized, cut and normalised.</summary>
    public PreprocessingChanges Preprocessing { get; init; } = new();

    /// <summary>Whether photos are taken as they are stored, whatever their EXIF orientation says.</summary>
    public bool IgnoreOrientation { get; init; }
}
