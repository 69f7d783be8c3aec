namespace Retrain.Training.Backbones;

/// <summary>A value of --architecture, with the facts that help to choose one.</summary>
/// <param name="Name">The name given to --architecture.</param>
/// <param name="SizePixels">The width and height of the network's input.</param>
/// <param name="BottleneckLength">The number of values in a bottleneck.</param>
/// <param name="SizeBytes">The size of the graph; an estimate if the graph is not present.</param>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="State">Whether the backbone can be used at once.</param>
internal sealed record ListedBackbone(
    string Name, int SizePixels, int BottleneckLength, long SizeBytes, string Licence, BackboneState State)
{
    /// <summary>The path that the graph has or would have; <see langword="null"/> for the built-in backbone.</summary>
    public string? Path { get; init; }

    /// <summary>The address of the archive; <see langword="null"/> for the built-in backbone.</summary>
    public Uri? Source { get; init; }
}
