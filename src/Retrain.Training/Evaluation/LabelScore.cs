namespace Retrain.Training.Evaluation;

/// <summary>Precision and recall of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Images">Images that have it.</param>
/// <param name="Predicted">Images that got it.</param>
/// <param name="Correct">Images of both.</param>
internal sealed record LabelScore(string Label, int Images, int Predicted, int Correct)
{
    /// <summary>The part of those that got the label and have it, in [0, 1]; <see langword="null"/> where none got it.</summary>
    public double? Precision => Predicted > 0 ? (double)Correct / Predicted : null;

    /// <summary>The part of those that have the label and got it, in [0, 1]; <see langword="null"/> where none has it.</summary>
    public double? Recall => Images > 0 ? (double)Correct / Images : null;
}
