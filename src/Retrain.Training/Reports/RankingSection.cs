using System.Globalization;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The curves of a label against all others: ROC, and precision against recall.</summary>
internal static class RankingSection
{
    private const int MostChoices = 1000;
    private const int MostRows = 20;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        IReadOnlyList<RankedLabel> labels = RankedLabel.Of(run.Labels, run.Manifest.Tested);
        if (labels.Count == 0)
        {
            html.WriteLine($"<p>There were no test images.</p>");
            return;
        }

        RankedLabel[] worst = [.. labels.OrderBy(label => label.AveragePrecision).ThenBy(label => label.RocArea)];
        html.Write($"<p>Both curves ask how well the probability of one label separates its images from all others, at any threshold. ");
        html.Write($"<b>ROC</b>: the share of the label’s images that reach the threshold, over the share of the other images that ");
        html.Write($"do. Its area is how often an image of the label has a higher probability of it than an image of another label; ");
        html.Write($"50% is a guess. <b>Precision and recall</b>: of the images that reach the threshold, the share that has the ");
        html.Write($"label, over the share of the label’s images that do. The mean of that curve is the average precision; ");
        html.WriteLine($"for a guess it is the label’s share of the images, so it is lower for a rare label.</p>");
        double? area = labels.Average(label => label.RocArea);
        html.Write($"<p>The mean over the labels is an area of <b>{ReportText.Percent(area)}</b> ");
        html.WriteLine($"and an average precision of <b>{ReportText.Percent(labels.Average(label => label.AveragePrecision))}</b>.</p>");

        HashSet<RankedLabel> choices = [.. worst.Take(MostChoices)];
        WriteChoice(html, [.. labels.Where(choices.Contains)], worst[0], labels.Count);
        WriteCharts(html, worst[0]);
        WriteTable(html, [.. labels.Where(new HashSet<RankedLabel>(worst.Take(MostRows)).Contains)], labels.Count);
    }

    private static void WriteChoice(HtmlWriter html, IReadOnlyList<RankedLabel> labels, RankedLabel chosen, int all)
    {
        html.Write($"""<p class="script choice"><label for="ranked">Label</label> <select id="ranked">""");
        foreach (RankedLabel label in labels)
        {
            string curve = string.Join(' ', label.Curve.Select(point => $"{point.Right},{point.Wrong}"));
            html.Write($"""<option dir="auto" data-curve="{curve}" data-images="{label.Positives}" """);
            html.Write($"""data-area="{ReportText.Percent(label.RocArea)}" data-mean="{ReportText.Percent(label.AveragePrecision)}" """);
            html.WriteLine($"""{(label == chosen ? "selected" : "")}>{label.Label}</option>""");
        }

        html.Write($"</select>");
        if (labels.Count < all)
        {
            html.Write($""" <span class="quiet">the {labels.Count:N0} of {all:N0} labels with the lowest average precision</span>""");
        }

        html.WriteLine($"</p>");
    }

    private static void WriteCharts(HtmlWriter html, RankedLabel label)
    {
        Plot plot = new(0, 1, 0, 1);
        html.Write($"""<div class="charts" id="ranking-charts" data-left="{Plot.Left}" data-right="{Plot.Right}" """);
        html.WriteLine($"""data-top="{Plot.Top}" data-bottom="{Plot.Bottom}">""");

        string area = ReportText.Percent(label.RocArea);
        html.WriteLine($"""<figure><figcaption>ROC of <bdi class="ranked-label">{label.Label}</bdi></figcaption>""");
        plot.Open(html, $"ROC: area {area}", "other images that reach the threshold", Percent, Percent);
        html.WriteLine($"""<path class="ideal" d="M{At(0, 0)}L{At(1, 1)}"/>""");
        IEnumerable<string> roc = label.Curve.Select(point => At(Share(point.Wrong, label.Negatives), Share(point.Right, label.Positives)));
        html.Write($"""<path class="line law" id="roc" d="M{string.Join('L', roc)}"/></svg>""");
        html.WriteLine($"""<p>Area <b id="ranked-area">{area}</b></p></figure>""");

        string mean = ReportText.Percent(label.AveragePrecision);
        html.WriteLine($"""<figure><figcaption>Precision and recall of <bdi class="ranked-label">{label.Label}</bdi></figcaption>""");
        plot.Open(html, $"Precision and recall: average precision {mean}", "recall", Percent, Percent);
        RankingPoint[] reached = [.. label.Curve.Where(point => point.Right + point.Wrong > 0)];
        IEnumerable<string> line = reached.Select(point => At(Share(point.Right, label.Positives), Precision(point)));
        html.Write($"""<path class="line law" id="precision" d="M{At(0, Precision(reached[0]))}L{string.Join('L', line)}"/></svg>""");
        html.Write($"""<p>Average precision <b id="ranked-mean">{mean}</b>, """);
        html.WriteLine($"""<span id="ranked-images">{ReportText.Count(label.Positives, "image")}</span></p></figure></div>""");

        static string Percent(double value) => $"{Math.Round(value * 100)}%";
        static double Precision(RankingPoint point) => Share(point.Right, point.Right + point.Wrong);
        string At(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{plot.X(x):F1} {plot.Y(y):F1}");
    }

    private static void WriteTable(HtmlWriter html, IReadOnlyList<RankedLabel> labels, int all)
    {
        html.Write($"""<details id="ranking-table" open><summary>As a table</summary><div class="scroll" role="region" """);
        html.Write($"""aria-label="Areas of the labels" tabindex="0"><table><caption>On the test images""");
        string which = labels.Count < all ? $", the {labels.Count} labels with the lowest average precision" : "";
        html.WriteLine($"{which}</caption><thead><tr>");
        html.Write($"""<th scope="col">Label</th><th scope="col">Images</th><th scope="col">Area under ROC</th>""");
        html.WriteLine($"""<th scope="col">Average precision</th></tr></thead><tbody>""");
        foreach (RankedLabel label in labels)
        {
            html.Write($"""<tr><th scope="row" dir="auto">{label.Label}</th><td>{label.Positives:N0}</td>""");
            html.WriteLine($"<td>{ReportText.Percent(label.RocArea)}</td><td>{ReportText.Percent(label.AveragePrecision)}</td></tr>");
        }

        html.WriteLine($"</tbody></table></div></details>");
    }

    private static double Share(int part, int total) => total == 0 ? 0 : (double)part / total;
}
