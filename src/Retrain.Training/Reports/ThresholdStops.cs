using System.Globalization;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The thresholds that a report lets one choose from.</summary>
internal static class ThresholdStops
{
    private const int MostStops = 150;

    // As many distinguish any two probabilities.
    private const int MostDigits = 9;

    /// <returns>From the loosest, which believes every label, to the strictest.</returns>
    public static IReadOnlyList<ThresholdStop> Of(IReadOnlyList<TestedImage> images, ErrorPromise promise)
    {
        (float Confidence, Accuracy Believed)[] ranks = [.. Ranks(images)];
        IEnumerable<(float Threshold, ThresholdStop Stop)> stops = Enumerable.Range(0, Math.Min(MostStops, ranks.Length))
            .Select(i => (int)((long)i * ranks.Length / Math.Min(MostStops, ranks.Length)))
            .Select(i => (ranks[i].Confidence, StopAt(i)));
        if (promise.IsGiven)
        {
            Accuracy believed = ConfidenceThreshold.Believed(promise.Threshold, images);
            ThresholdStop own = new(Exact(promise.Threshold), believed, IsOwn: true);

            // One stop for what believes the same labels.
            stops = stops.Where(stop => stop.Stop.Believed.Total != believed.Total).Append((promise.Threshold, own));
        }

        return [.. stops.OrderBy(stop => stop.Threshold).Select(stop => stop.Stop)];

        ThresholdStop StopAt(int rank) => new(
            Number(rank == 0 ? -1 : ranks[rank - 1].Confidence, ranks[rank].Confidence), ranks[rank].Believed, IsOwn: false);
    }

    // What is believed from each probability on, the lowest first.
    private static IEnumerable<(float Confidence, Accuracy Believed)> Ranks(IReadOnlyList<TestedImage> images)
    {
        Accuracy left = new(images.Count(image => image.IsRight), images.Count);
        foreach (IGrouping<float, TestedImage> equal in images.GroupBy(image => image.Confidence).OrderBy(group => group.Key))
        {
            yield return (equal.Key, left);
            left = new(left.Correct - equal.Count(image => image.IsRight), left.Total - equal.Count());
        }
    }

    // The shortest number that believes a probability and not the next lower one.
    private static string Number(float below, float probability)
    {
        for (int digits = 0; digits < MostDigits; digits++)
        {
            double power = Math.Pow(10, digits);
            float number = (float)(Math.Floor(probability * power) / power);
            if (number > below && number <= probability)
            {
                return Exact(number);
            }
        }

        return Exact(probability);
    }

    // The shortest number that is read as the same one; a format would give seven digits.
    private static string Exact(float number) => number.ToString(CultureInfo.InvariantCulture);
}
