namespace Retrain.Training.Evaluation;

/// <summary>An image of the final test.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">Its own.</param>
/// <param name="PredictedLabel">The most probable one; the first of equal ones, as tf.argmax.</param>
/// <param name="Probabilities">What the written graph says. // [labels]</param>
internal sealed record TestedImage(string Path, string Label, string PredictedLabel, IReadOnlyList<float> Probabilities)
{
    public bool IsRight => Label == PredictedLabel;

    /// <summary>The highest probability, in [0, 1].</summary>
    public float Confidence => Probabilities.Max();
}
