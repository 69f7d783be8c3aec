using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;
using Retrain.Training.Manifests;

namespace Retrain.Training.Reports;

/// <summary>
/// A comparison of the model's probabilities with its accuracy: reliability diagram and expected calibration error (Guo, Pleiss, Sun and
/// Weinberger, "On calibration of modern neural networks", ICML 2017).
/// </summary>
internal static class CalibrationCurve
{
    private const int Bins = 10;
    private const int SmallestRadius = 3;
    private const int LargestRadius = 9;

    // Ten for each bin. With fewer, chance alone makes most of the error: about five points with 20 images that are all 90% sure.
    private const int FewestImages = 100;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        (double Confidence, Accuracy Accuracy)[] bins = BinsOf([.. run.TestedImages]);
        if (bins.Length == 0)
        {
            html.WriteLine($"<p>There were no test images.</p>");
            return;
        }

        int total = bins.Sum(bin => bin.Accuracy.Total);
        bool isMeasured = total >= FewestImages;
        double error = bins.Sum(bin => Math.Abs(bin.Confidence - bin.Accuracy.Fraction) * bin.Accuracy.Total) / total;
        double bias = bins.Sum(bin => (bin.Confidence - bin.Accuracy.Fraction) * bin.Accuracy.Total) / total;
        html.Write($"<p>The test images are grouped by the probability of the predicted label. On the dotted line ");
        html.WriteLine($"the model is right as often as its probabilities say; below it, the model is overconfident. ");
        if (isMeasured)
        {
            html.Write($"On average over the {total} test images accuracy and probability differ by <b>{error * 100:F1} ");
            html.WriteLine($"points</b> (expected calibration error, {Bins} bins){Judgement(bias)}.");
            html.WriteLine($"Chance alone would give about {ErrorByChance(run) * 100:F1} points if every probability were right.");
        }
        else
        {
            html.Write($"How much they differ on average (the expected calibration error) is not given for fewer than {FewestImages} ");
            html.Write($"test images: of the {total} there are, chance alone would give about {ErrorByChance(run) * 100:F1} points if ");
            html.WriteLine($"every probability were right.");
        }

        html.WriteLine($"Larger dots stand for more images; lines are 95% intervals.</p>");
        WriteThreshold(html, run.Manifest, total);
        html.WriteLine($"<figure><figcaption>Accuracy by probability</figcaption>");
        Plot plot = new(0, 1, 0, 1);
        static string Percent(double value) => $"{Math.Round(value * 100)}%";
        string description = $"Accuracy by probability, in {bins.Length} groups"
            + (isMeasured ? $"; the average difference is {error * 100:F1} points." : ".");
        plot.Open(html, description, "probability", Percent, Percent);
        html.WriteLine($"""<path class="ideal" d="M{plot.X(0):F1} {plot.Y(0):F1}L{plot.X(1):F1} {plot.Y(1):F1}"/>""");
        foreach ((double confidence, Accuracy accuracy) in bins)
        {
            WilsonInterval interval = accuracy.Interval!.Value;
            double radius = SmallestRadius + ((LargestRadius - SmallestRadius) * Math.Sqrt((double)accuracy.Total / total));
            html.Write($"""<path class="whisker" d="M{plot.X(confidence):F1} {plot.Y(interval.Low):F1}V{plot.Y(interval.High):F1}"/>""");
            html.Write($"""<circle class="dot" cx="{plot.X(confidence):F1}" cy="{plot.Y(accuracy.Fraction):F1}" r="{radius:F1}">""");
            html.Write($"""<title>{ReportText.Count(accuracy.Total, "image")}: {ReportText.Percent(confidence)} """);
            html.WriteLine($"sure, {ReportText.Percent(accuracy.Fraction)} right</title></circle>");
        }

        html.WriteLine($"</svg></figure>");
    }

    private static void WriteThreshold(HtmlWriter html, ModelManifest manifest, int total)
    {
        ErrorPromise promise = manifest.Calibration.Promise;
        html.Write($"<p>{PromiseText.Of(promise)} ");
        if (promise.IsGiven)
        {
            Accuracy believed = manifest.Believed;
            html.Write($"{ReportText.Percent((double)believed.Total / total)} of the test images reach it");
            if (believed.Total > 0)
            {
                html.Write($", and {ReportText.Percent(1 - believed.Fraction)} of these were classified wrongly");
            }

            html.WriteLine($". ");
        }

        html.WriteLine($"Apps can check <code>Prediction.IsConfident</code>.</p>");
    }

    // The mean absolute deviation of a sum of independent answers, each right with its own probability, as of a normal distribution.
    private static double ErrorByChance(ReportedRun run)
    {
        ReportedImage[] images = [.. run.TestedImages];
        return images.GroupBy(Bin).Sum(bin =>
            Math.Sqrt(2 / Math.PI * bin.Sum(image => image.Confidence * (1 - image.Confidence)))) / images.Length;
    }

    private static int Bin(ReportedImage image) => Math.Min(Bins - 1, (int)(image.Confidence * Bins));

    // An app would not notice a bias of two points.
    private static string Judgement(double bias) => bias switch
    {
        > 0.02 => ", and the model is overconfident",
        < -0.02 => ", and the model is underconfident",
        _ => "",
    };

    private static (double Confidence, Accuracy Accuracy)[] BinsOf(IReadOnlyList<ReportedImage> images) =>
    [
        .. images.GroupBy(Bin).OrderBy(bin => bin.Key).Select(bin =>
            (bin.Average(image => image.Confidence), new Accuracy(bin.Count(image => !image.IsMistake), bin.Count()))),
    ];
}
