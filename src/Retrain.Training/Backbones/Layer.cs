namespace Retrain.Training.Backbones;

/// <summary>An op of a network.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Input">The tensor it does it to, the one that depends on the image; <see langword="null"/> where there are several or none.</param>
internal sealed record Layer(LayerKind Kind, string? Input);
