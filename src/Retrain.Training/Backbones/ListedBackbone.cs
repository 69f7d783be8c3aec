namespace Retrain.Training.Backbones;

/// <summary>A value of --architecture, with the facts that help to choose one.</summary>
internal sealed record ListedBackbone
{
    /// <summary>The name given to --architecture.</summary>
    public required string Name { get; init; }

    /// <summary>The width and height of the network's input.</summary>
    public required int SizePixels { get; init; }

    /// <summary>The number of values in a bottleneck.</summary>
    public required int BottleneckLength { get; init; }

    /// <summary>The size of the graph; an estimate if the graph is not present.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>An SPDX expression.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether the backbone can be used at once.</summary>
    public required BackboneState State { get; init; }

    /// <summary>The path that the graph has or would have; null for the built-in backbone.</summary>
    public string? Path { get; init; }

    /// <summary>The address of the archive; null for the built-in backbone.</summary>
    public Uri? Source { get; init; }
}
