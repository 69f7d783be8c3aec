using Retrain.Training.Evaluation;

namespace Retrain.Training.Calibration;

/// <summary>
/// Finds from which probability on a label is to be believed, by testing one threshold after another in a fixed order, which needs no
/// correction for their number (Angelopoulos, Bates, Candès, Jordan and Lei, "Learn then test: calibrating predictive algorithms to achieve
/// risk control", 2021, section 4 on fixed-sequence testing).
/// </summary>
internal static class ConfidenceThreshold
{
    // What is promised instead where the wanted error cannot be.
    private static readonly double[] Percents = [2, 5, 10, 20];

    /// <summary>Promises the wanted error, or else the smallest that can be promised.</summary>
    /// <param name="wantedPercent">The part of believed labels that may be wrong, in percent.</param>
    /// <param name="images">Predictions by heads that were not trained on the images.</param>
    public static ErrorPromise Find(double wantedPercent, IReadOnlyList<HeldOutImage> images)
    {
        (int Believed, int Wrong, float Probability)[] ranks = [.. Ranks(images)];
        foreach (double percent in Percents.Where(percent => percent > wantedPercent).Prepend(wantedPercent))
        {
            if (Loosest(ranks, percent / 100) is float threshold)
            {
                int? missing = percent == wantedPercent ? 0 : Missing(ranks, wantedPercent / 100, images.Count);
                return new ErrorPromise(wantedPercent, percent, threshold, images.Count, missing);
            }
        }

        return new ErrorPromise(
            wantedPercent, null, float.PositiveInfinity, images.Count, Missing(ranks, wantedPercent / 100, images.Count));
    }

    /// <summary>The accuracy on those images whose label is believed.</summary>
    public static Accuracy Believed(float threshold, IEnumerable<TestedImage> images)
    {
        TestedImage[] believed = [.. images.Where(image => image.Confidence >= threshold)];
        return new Accuracy(believed.Count(image => image.IsRight), believed.Length);
    }

    // What would be believed at each probability, the highest first.
    private static IEnumerable<(int Believed, int Wrong, float Probability)> Ranks(IReadOnlyList<HeldOutImage> images)
    {
        (int believed, int wrong) = (0, 0);
        foreach (IGrouping<float, HeldOutImage> equal in
            images.GroupBy(image => image.Probability).OrderByDescending(group => group.Key))
        {
            believed += equal.Count();
            wrong += equal.Count(image => !image.IsRight);
            yield return (believed, wrong, equal.Key);
        }
    }

    // The first threshold is the highest that could pass, and the last that passes is taken, at the first that does not.
    private static float? Loosest(IEnumerable<(int Believed, int Wrong, float Probability)> ranks, double rate)
    {
        int fewest = ErrorBound.FewestImages(rate);
        return ranks.SkipWhile(rank => rank.Believed < fewest)
            .TakeWhile(rank => ErrorBound.IsWithin(rate, rank.Wrong, rank.Believed))
            .Select(rank => (float?)rank.Probability).LastOrDefault();
    }

    // As many times the images as the images above the first mistake would have to be, to be enough for the first threshold.
    private static int? Missing((int Believed, int Wrong, float Probability)[] ranks, double rate, int total)
    {
        int right = ranks.LastOrDefault(rank => rank.Wrong == 0).Believed;
        return right == 0 ? (total == 0 ? ErrorBound.FewestImages(rate) : null)
            : (int)Math.Max(1, Math.Ceiling((double)total * ErrorBound.FewestImages(rate) / right) - total);
    }
}
