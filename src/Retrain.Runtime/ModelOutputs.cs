namespace Retrain.Runtime;

/// <summary>Gives meaning to the values that a model computes for an image.</summary>
/// <param name="Labels">The labels in the order of the probabilities.</param>
/// <param name="ConfidenceThreshold">The probability from which on a prediction is confident.</param>
/// <param name="HasNovelty">Whether the novelty follows the probabilities.</param>
/// <param name="NoveltyThreshold">The novelty up to which an image is familiar; <see langword="null"/> where it is not known.</param>
internal sealed record ModelOutputs(
    IReadOnlyList<string> Labels, float ConfidenceThreshold, bool HasNovelty, float? NoveltyThreshold)
{
    /// <summary>The number of values for an image.</summary>
    public int Length => Labels.Count + (HasNovelty ? 1 : 0);

    /// <summary>The labels, highest probability first.</summary>
    /// <param name="values">The probabilities, and the novelty where there is one. // [length]</param>
    public Prediction[] Read(float[] values)
    {
        float? novelty = HasNovelty ? values[^1] : null;
        bool? isFamiliar = novelty <= NoveltyThreshold ? true : novelty > NoveltyThreshold ? false : null;
        return
        [
            .. Labels.Zip(values, (label, probability) => new Prediction(label, probability)
                {
                    IsConfident = probability >= ConfidenceThreshold,
                    Novelty = novelty,
                    IsFamiliar = isFamiliar,
                })
                .OrderByDescending(prediction => prediction.Probability),
        ];
    }
}
