using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>A label with the test images ranked by its probability.</summary>
/// <param name="Label">The label.</param>
/// <param name="Curve">Without points that a chart would not show.</param>
/// <param name="Positives">Test images that have the label.</param>
/// <param name="Negatives">Test images that have another.</param>
/// <param name="RocArea">In [0, 1]; <see langword="null"/> where all test images have the label.</param>
/// <param name="AveragePrecision">In [0, 1].</param>
internal sealed record RankedLabel(
    string Label, IReadOnlyList<RankingPoint> Curve, int Positives, int Negatives, double? RocArea, double AveragePrecision)
{
    // In a report of a thousand labels together.
    private const int MostPoints = 20_000;
    private const int MostPointsOfLabel = 100;
    private const int FewestPointsOfLabel = 12;

    /// <summary>Ranks the test images by each label that one of them has, in the order of the labels.</summary>
    public static IReadOnlyList<RankedLabel> Of(IReadOnlyList<string> labels, IReadOnlyList<TestedImage> images)
    {
        int most = Math.Clamp(MostPoints / labels.Count, FewestPointsOfLabel, MostPointsOfLabel);
        List<RankedLabel> ranked = [];
        foreach (int label in images.Select(image => image.Image.LabelIndex).Distinct().Order())
        {
            RankingCurve curve = new(
                [.. images.Select(image => image.Probabilities[label])], [.. images.Select(image => image.Image.LabelIndex == label)]);
            ranked.Add(new(
                labels[label], curve.ToDraw(most), curve.Positives, curve.Negatives, curve.RocArea, curve.AveragePrecision ?? 0));
        }

        return ranked;
    }
}
