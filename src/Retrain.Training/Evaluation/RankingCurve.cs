namespace Retrain.Training.Evaluation;

/// <summary>
/// The images of one label among all, ranked by its probability, as in the curves ROC and precision against recall. The areas are those of
/// scikit-learn's roc_auc_score and average_precision_score.
/// </summary>
internal sealed class RankingCurve
{
    private readonly List<RankingPoint> points = [new(0, 0)];

    /// <param name="probabilities">The probability of the label for each image.</param>
    /// <param name="haveLabel">Whether the image has it.</param>
    public RankingCurve(IReadOnlyCollection<float> probabilities, IReadOnlyCollection<bool> haveLabel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(haveLabel.Count, probabilities.Count);
        float[] keys = [.. probabilities];
        bool[] items = [.. haveLabel];
        Array.Sort(keys, items);
        (int right, int wrong) = (0, 0);
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            (right, wrong) = items[i] ? (right + 1, wrong) : (right, wrong + 1);

            // Equal probabilities reach a threshold together.
            if (i == 0 || keys[i - 1] != keys[i])
            {
                points.Add(new(right, wrong));
            }
        }
    }

    /// <summary>One point for each threshold, the highest first, from no image to all.</summary>
    public IReadOnlyList<RankingPoint> Points => points;

    /// <summary>The number of images that have the label.</summary>
    public int Positives => points[^1].Right;

    /// <summary>The number of images that have another.</summary>
    public int Negatives => points[^1].Wrong;

    /// <summary>
    /// The area under the ROC curve: how often an image of the label has a higher probability of it than one of another label, in [0, 1],
    /// where equal ones count half (Hanley and McNeil, Radiology 143, 1982); <see langword="null"/> where there is no such pair.
    /// </summary>
    public double? RocArea => Positives == 0 || Negatives == 0 ? null
        : points.Zip(points.Skip(1), (from, to) => (to.Wrong - from.Wrong) * ((double)from.Right + to.Right) / 2).Sum()
            / ((double)Positives * Negatives);

    /// <summary>
    /// The mean precision over the images of the label, in [0, 1]; <see langword="null"/> where none has it.
    /// </summary>
    public double? AveragePrecision => Positives == 0 ? null
        : points.Zip(points.Skip(1), (from, to) => (to.Right - from.Right) * ((double)to.Right / (to.Right + to.Wrong))).Sum() / Positives;

    /// <summary>The points that a chart of either curve needs, or some of them; between others only images of other labels come.</summary>
    /// <param name="most">The largest number of points, at least 2.</param>
    public IReadOnlyList<RankingPoint> ToDraw(int most)
    {
        RankingPoint[] needed =
        [
            .. points.Where((point, i) =>
                i == 0 || i == points.Count - 1 || points[i - 1].Right < point.Right || point.Right < points[i + 1].Right),
        ];
        return needed.Length <= most ? needed
            : [.. Enumerable.Range(0, most).Select(i => needed[(int)((long)i * (needed.Length - 1) / (most - 1))])];
    }
}
