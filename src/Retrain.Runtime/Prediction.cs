namespace Retrain.Runtime;

/// <summary>Says how probable a label is for an image.</summary>
/// <param name="Label">The label: a line of the labels file.</param>
/// <param name="Probability">Its probability in [0, 1]; those of all labels sum to 1.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record Prediction(string Label, float Probability)
{
    /// <summary>
    /// Gets a value indicating whether the probability reaches <see cref="ImageClassifier.ConfidenceThreshold"/>; below it,
    /// it is better to ask a person. False for every label where training could not promise how few believed labels are wrong.
    /// </summary>
    public bool IsConfident { get; init; }
}
