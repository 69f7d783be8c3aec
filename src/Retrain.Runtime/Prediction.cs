namespace Retrain.Runtime;

/// <summary>How probable a label is for an image.</summary>
/// <param name="Label">A line of the labels file.</param>
/// <param name="Probability">In [0, 1]; those of all labels sum to 1.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record Prediction(string Label, float Probability)
{
    /// <summary>
    /// Gets a value indicating whether the probability reaches <see cref="ImageClassifier.ConfidenceThreshold"/>; below it, better ask a
    /// person.
    /// </summary>
    public bool IsConfident { get; init; }
}
