using Retrain.Training.Evaluation;
using static System.FormattableString;

namespace Retrain.Training.Reports;

/// <summary>The precision and recall of each label.</summary>
internal static class LabelScoresSection
{
    private const int Precision = 2;
    private const int Recall = 3;

    private static readonly ReportTable Table = new("scores", "On the test images",
    [
        new("Label"), new("Images"), new("Precision", HasBar: true), new("Recall", HasBar: true),
        new("95% interval of recall"), new("F1"),
    ]);

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        ConfusionMatrix matrix = run.Confusion;
        LabelScore[] scores =
            [.. run.Labels.Select((label, i) => new LabelScore(label, matrix.Total(i), matrix.Predicted(i), matrix[i, i]))];
        double? macro = LabelScore.MacroF1(scores);
        html.Write($"<p><b>Precision</b> is the share of images classified as a label that have it. ");
        html.WriteLine($"<b>Recall</b> is the share of images with a label that were classified as it. ");
        html.Write($"<b>F1</b> is the harmonic mean of both; its mean over the labels (macro-F1) is ");
        html.WriteLine($"<b>{ReportText.Percent(macro)}</b>.</p>");

        // Of many labels, a page has room for some: those that need a look.
        IEnumerable<LabelScore> ordered =
            scores.Length <= ReportTable.MostRows ? scores : scores.OrderBy(score => score.F1 ?? double.MaxValue);
        Table.Write(html, [.. ordered.Select(Row)]);
    }

    private static ReportRow Row(LabelScore score) => new(
    [
        score.Label, Invariant($"{score.Images}"), ReportText.Percent(score.Precision), ReportText.Percent(score.Recall),
        ReportText.Interval(new Accuracy(score.Correct, score.Images)), ReportText.Percent(score.F1),
    ])
    {
        Bars = new Dictionary<int, double> { [Precision] = score.Precision ?? 0, [Recall] = score.Recall ?? 0 },
    };
}
