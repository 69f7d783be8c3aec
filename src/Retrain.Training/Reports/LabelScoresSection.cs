using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The precision and recall of each label.</summary>
internal static class LabelScoresSection
{
    private const int BarWidth = 80;

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
        html.Write($"""<div class="scroll" role="region" aria-label="Precision and recall" tabindex="0">""");
        html.WriteLine($"""<table class="numbers"><caption>On the test images</caption><thead><tr><th scope="col">Label</th>""");
        html.Write($"""<th scope="col">Images</th><th scope="col">Precision</th><td class="of-bar"></td><th scope="col">Recall</th>""");
        html.Write($"""<td class="of-bar"></td><th scope="col">95&nbsp;% interval of recall</th>""");
        html.WriteLine($"""<th scope="col">F1</th></tr></thead><tbody>""");
        foreach (LabelScore score in scores)
        {
            html.Write($"""<tr><th scope="row" dir="auto">{score.Label}</th><td>{score.Images}</td>""");
            WriteScore(html, score.Precision);
            WriteScore(html, score.Recall);
            html.Write($"<td>{ReportText.Interval(new Accuracy(score.Correct, score.Images))}</td>");
            html.WriteLine($"<td>{ReportText.Percent(score.F1)}</td></tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }

    private static void WriteScore(HtmlWriter html, double? score)
    {
        html.Write($"""<td>{ReportText.Percent(score)}</td><td class="of-bar">""");
        html.Write($"""<svg class="bar" viewBox="0 0 {BarWidth} 10" width="{BarWidth}" height="10" aria-hidden="true">""");
        html.Write($"""<rect class="track" width="{BarWidth}" height="10" rx="2"/>""");
        html.Write($"""<rect width="{BarWidth * (score ?? 0):F1}" height="10" rx="2"/></svg></td>""");
    }
}
