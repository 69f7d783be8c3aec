using Retrain.Training.Evaluation;
using Retrain.Training.Heads;
using Retrain.Training.Manifests;

namespace Retrain.Training.Reports;

/// <summary>The test accuracy, its interval and their meaning.</summary>
internal static class AccuracySection
{
    private const double WideInterval = 0.1;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        Accuracy accuracy = run.Manifest.Testing.Accuracy;
        if (accuracy.Interval is not WilsonInterval interval)
        {
            html.Write($"<p>There were no test images, so the accuracy of this model is ");
            html.WriteLine($"unknown. Add images, or raise <code>--testing_percentage</code>.</p>");
            return;
        }

        html.WriteLine($"""<div class="beside"><div><p class="result"><strong>{ReportText.Percent(accuracy.Fraction)}</strong> """);
        html.WriteLine($"<span>of the test images were classified correctly: {accuracy.Correct} of {accuracy.Total}</span></p>");
        WriteInterval(html, accuracy, interval);
        html.Write($"<p>The model was not trained on these images. It will correctly classify between ");
        html.WriteLine($"<b>{ReportText.Percent(interval.Low)}</b> and <b>{ReportText.Percent(interval.High)}</b> ");
        html.Write($"of new images taken in the same way, with 95% confidence (Wilson’s score ");
        html.WriteLine($"interval). With images from another camera, place or season it may do worse.</p>");
        int commonest = Enumerable.Range(0, run.Labels.Count).MaxBy(run.Confusion.Total);
        double guess = (double)run.Confusion.Total(commonest) / accuracy.Total;
        html.Write($"<p>For comparison: always answering <q><bdi>{run.Labels[commonest]}</bdi>");
        html.WriteLine($"</q> would be right for {ReportText.Percent(guess)} of them.</p>");
        if (interval.High - interval.Low > WideInterval)
        {
            html.Write($"""<p>The interval is wide for lack of images ({accuracy.Total}): """);
            html.WriteLine($"four times as many would roughly halve it.</p>");
        }

        html.WriteLine($"</div>");
        WriteSets(html, run.Manifest);
        html.WriteLine($"</div>");
    }

    private static void WriteInterval(HtmlWriter html, Accuracy accuracy, WilsonInterval interval)
    {
        static double X(double fraction) => 8 + (fraction * 344);
        html.Write($"""<svg class="interval" viewBox="0 0 360 44" aria-hidden="true">""");
        html.WriteLine($"""<rect class="track" x="8" y="8" width="344" height="12" rx="6"/>""");
        double width = X(interval.High) - X(interval.Low);
        html.WriteLine($"""<rect class="range" x="{X(interval.Low):F1}" y="8" width="{width:F1}" height="12" rx="6"/>""");
        html.WriteLine($"""<path class="mark" d="M{X(accuracy.Fraction):F1} 4v20"/>""");
        html.Write($"""<text x="8" y="40">0%</text><text x="180" y="40" text-anchor="middle">50%</text>""");
        html.WriteLine($"""<text x="352" y="40" text-anchor="end">100%</text></svg>""");
    }

    private static void WriteSets(HtmlWriter html, ModelManifest manifest)
    {
        html.Write($"""<div class="scroll" role="region" aria-label="Accuracy on each set" tabindex="0"><table>""");
        html.Write($"<caption>The trained model on each set</caption><thead><tr>");
        html.WriteLine($"""<th scope="col">Set</th><th scope="col">Images</th><th scope="col">Accuracy</th>""");
        html.WriteLine($"""<th scope="col">95% interval</th><th scope="col">Cross entropy</th></tr></thead><tbody>""");
        (string Set, HeadEvaluation Evaluation)[] sets =
            [("training", manifest.Training), ("validation", manifest.Validation), ("testing", manifest.Testing)];
        foreach ((string set, HeadEvaluation evaluation) in sets)
        {
            Accuracy accuracy = evaluation.Accuracy;
            string fraction = ReportText.Percent(accuracy.Total > 0 ? accuracy.Fraction : null);
            html.Write($"""<tr><th scope="row">{set}</th><td>{accuracy.Total}</td><td>{fraction}</td>""");
            html.Write($"<td>{ReportText.Interval(accuracy)}</td>");
            html.WriteLine($"<td>{(accuracy.Total > 0 ? $"{evaluation.CrossEntropy:F3}" : ReportText.Percent(null))}</td></tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }
}
