using System.Globalization;
using Retrain.Training.Evaluation;
using Retrain.Training.Growth;

namespace Retrain.Training.Reports;

/// <summary>The recall of each label by number of training images.</summary>
internal static class LabelGrowthTable
{
    // Half of them are those that gain most, and half those that are worst.
    private const int MostLabels = 20;

    private const int Width = 80;
    private const int Height = 24;
    private const int Margin = 3;

    public static void Write(HtmlWriter html, IReadOnlyList<string> labels, IReadOnlyList<GrowthPoint> points)
    {
        int[] measured = [.. Enumerable.Range(0, labels.Count).Where(label => points[^1].OfLabels[label].Total > 0)];
        int[] shown = Shown(measured, points);
        double lowest = shown.Min(label => points.Min(point => point.OfLabels[label].Fraction));
        html.WriteLine($"<h3>Recall of each label</h3>");
        html.Write($"<p>More photos help most for labels whose recall still rises.");
        if (shown.Length < measured.Length)
        {
            html.Write($" Of {measured.Length:N0} labels, the {MostLabels / 2} are shown that gain most from the second half of the ");
            html.Write($"images, and the {MostLabels / 2} with the lowest recall.");
        }

        html.WriteLine($"</p>");
        html.Write($"""<div class="scroll" role="region" aria-label="Recall by number of training images" tabindex="0">""");
        html.Write($"""<table><caption>Recall by number of training images</caption><thead><tr><th scope="col">Label</th>""");
        foreach (GrowthPoint point in points)
        {
            html.Write($"""<th scope="col">{point.Images:N0}</th>""");
        }

        html.WriteLine($"""<td></td><th scope="col">Gain of the last step</th><th scope="col">Tested</th></tr></thead><tbody>""");
        foreach (int label in shown)
        {
            html.Write($"""<tr><th scope="row" dir="auto">{labels[label]}</th>""");
            foreach (GrowthPoint point in points)
            {
                html.Write($"<td>{ReportText.Percent(point.OfLabels[label].Fraction)}</td>");
            }

            html.Write($"""<td><svg class="spark" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" aria-hidden="true">""");
            html.Write($"""<path class="line law" d="{Line(points, label, lowest)}"/></svg></td>""");
            html.WriteLine($"<td>{Gain(points, label) * 100:+0.0;−0.0;0.0}</td><td>{points[^1].OfLabels[label].Total:N0}</td></tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }

    private static int[] Shown(int[] measured, IReadOnlyList<GrowthPoint> points)
    {
        if (measured.Length <= MostLabels)
        {
            return measured;
        }

        int[] gaining = [.. measured.OrderByDescending(label => Gain(points, label)).Take(MostLabels / 2)];
        IEnumerable<int> worst = measured.Except(gaining).OrderBy(label => points[^1].OfLabels[label].Fraction).Take(MostLabels / 2);
        return [.. gaining.Concat(worst).Order()];
    }

    private static double Gain(IReadOnlyList<GrowthPoint> points, int label) =>
        points.Count < 2 ? 0 : points[^1].OfLabels[label].Fraction - points[^2].OfLabels[label].Fraction;

    private static string Line(IReadOnlyList<GrowthPoint> points, int label, double lowest)
    {
        double Y(double recall) => Height - Margin - ((recall - lowest) / Math.Max(1e-6, 1 - lowest) * (Height - (2 * Margin)));
        double between = points.Count < 2 ? 0 : (double)(Width - (2 * Margin)) / (points.Count - 1);
        return "M" + string.Join('L', points.Select((point, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Margin + (i * between):F1} {Y(point.OfLabels[label].Fraction):F1}")));
    }
}
