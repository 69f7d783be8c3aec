namespace Retrain.Training.Evaluation;

/// <summary>Precision, recall and F1 of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Images">Images that have it.</param>
/// <param name="Predicted">Images that got it.</param>
/// <param name="Correct">Images of both.</param>
internal sealed record LabelScore(string Label, int Images, int Predicted, int Correct)
{
    /// <summary>The part of those that got the label and have it, in [0, 1]; <see langword="null"/> where none got it.</summary>
    public double? Precision => Predicted > 0 ? (double)Correct / Predicted : null;

    /// <summary>
    /// The harmonic mean of both, in [0, 1], which is 0 where one of them is; <see langword="null"/> where none has the label or got it.
    /// </summary>
    public double? F1 => Images + Predicted > 0 ? 2.0 * Correct / (Images + Predicted) : null;

    /// <summary>The part of those that have the label and got it, in [0, 1]; <see langword="null"/> where none has it.</summary>
    public double? Recall => Images > 0 ? (double)Correct / Images : null;

    /// <summary>The mean F1 of the labels that have one; <see langword="null"/> where there is none.</summary>
    public static double? MacroF1(IEnumerable<LabelScore> scores) => scores.Average(score => score.F1);
}
