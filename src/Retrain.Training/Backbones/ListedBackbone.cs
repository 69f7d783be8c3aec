namespace Retrain.Training.Backbones;

/// <summary>A value of --architecture, and what its user has to know before choosing it.</summary>
/// <param name="Name">As given to --architecture.</param>
/// <param name="SizePixels">Width and height of the network's input.</param>
/// <param name="BottleneckLength">Values of one bottleneck.</param>
/// <param name="SizeBytes">Of the graph; about, where it is not there.</param>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="State">Whether it can be used at once.</param>
/// <param name="Path">Where its graph lies or would lie; null for the built-in one.</param>
/// <param name="Source">Where it is downloaded from; null for the built-in one.</param>
internal sealed record ListedBackbone(
    string Name, int SizePixels, int BottleneckLength, long SizeBytes, string Licence, BackboneState State, string? Path, Uri? Source);
