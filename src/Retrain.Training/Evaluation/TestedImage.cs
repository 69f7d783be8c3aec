using Retrain.Training.Images;

namespace Retrain.Training.Evaluation;

/// <summary>An image that a model was tested with.</summary>
/// <param name="Image">The image, with its own label.</param>
/// <param name="PredictedIndex">The index of the most probable label; of equal ones the first, as tf.argmax.</param>
/// <param name="PredictedLabel">The text of that label.</param>
/// <param name="Probabilities">The model's probabilities, shape [labels]; empty where only the highest is wanted.</param>
internal sealed record TestedImage(LabeledImage Image, int PredictedIndex, string PredictedLabel, IReadOnlyList<float> Probabilities)
{
    /// <summary>Whether the model was trained or validated on it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>
    /// The novelty: the higher, the less it is like the images of the training; <see langword="null"/> where the model has none.
    /// </summary>
    public float? Novelty { get; init; }

    public bool IsRight => Image.LabelIndex == PredictedIndex;

    /// <summary>The highest probability, in [0, 1].</summary>
    public float Confidence { get; init; } = Probabilities.Count > 0 ? Probabilities[PredictedIndex] : 0;
}
