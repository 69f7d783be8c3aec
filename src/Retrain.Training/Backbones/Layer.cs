namespace Retrain.Training.Backbones;

/// <summary>An op of a network.</summary>
/// <param name="Kind">The effect of the op.</param>
/// <param name="Input">The only input that depends on the image; <see langword="null"/> if there is none or more than one.</param>
internal sealed record Layer(LayerKind Kind, string? Input);
