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

    /// <summary>
    /// Gets how little the image is like the photos that the model was trained on, the same number for each of its labels: near 0 for one
    /// of them, higher for a stranger one, and seldom above 1. <see langword="null"/> for a model that does not compute it.
    /// </summary>
    /// <remarks>
    /// 1 - log(mean(exp(60 cos))) / 60 + 0.1 (1 - sum(p²)), with the cosines between the image's bottleneck and those that the model
    /// keeps, and the probabilities p. The distance to the nearest training photos on the unit sphere is that of Sun, Ming, Zhu and Li,
    /// "Out-of-distribution detection with deep nearest neighbors", ICML 2022; here the nearest weigh most and none is left out.
    /// </remarks>
    public float? Novelty { get; init; }

    /// <summary>
    /// Gets a value indicating whether <see cref="Novelty"/> is at most <see cref="ImageClassifier.NoveltyThreshold"/>, the same for each
    /// label of an image. False means that the image is like nothing the model was trained on, however probable a label is;
    /// <see langword="null"/> where the model has no such threshold.
    /// </summary>
    public bool? IsFamiliar { get; init; }
}
