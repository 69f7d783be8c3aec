using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The confusion matrix, in which each number leads to its photos.</summary>
internal static class ConfusionSection
{
    private const int Shades = 5;

    // A larger table would not fit on a screen: the confused labels are listed instead.
    private const int MostColumns = 40;

    // More columns need smaller print to fit on paper.
    private const int ManyColumns = 12;

    private static readonly ReportTable Pairs = new("pairs", "Labels that were confused",
        [new("Label"), new("Classified as", IsText: true), new("Share of the label"), new("Images")]);

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        if (!run.TestedImages.Any())
        {
            html.WriteLine($"<p>There were no test images.</p>");
            return;
        }

        bool fits = run.Labels.Count <= MostColumns;
        ConfusedPhotos photos = new(run, thumbnails, mistakesOnly: !fits);
        if (fits)
        {
            html.Write($"<p>Each row counts the test images of one label, each column the images that were ");
            html.WriteLine($"classified as one label. Select a number to see its photos.</p>");
            html.WriteLine($"""<div class="beside">""");
            WriteMatrix(html, run.Confusion, photos);
        }
        else
        {
            html.Write($"<p>A table of {run.Labels.Count} labels would not fit. These are ");
            html.WriteLine($"the pairs of labels that were confused, the most frequent first. Select a number to see its photos.</p>");
            html.WriteLine($"""<div class="beside"><div class="of-table">""");
            WritePairs(html, run.Confusion, photos);
            html.WriteLine($"</div>");
        }

        photos.Write(html);
        html.WriteLine($"</div>");
    }

    private static void WritePairs(HtmlWriter html, ConfusionMatrix matrix, ConfusedPhotos photos) => Pairs.Write(html,
    [
        .. ConfusedPhotos.Ordered(matrix).Where(cell => cell.Label != cell.Predicted).Select(cell => new ReportRow(
        [
            matrix.Labels[cell.Label],
            matrix.Labels[cell.Predicted],
            ReportText.Percent((double)matrix[cell.Label, cell.Predicted] / matrix.Total(cell.Label)),
            FormattableString.Invariant($"{matrix[cell.Label, cell.Predicted]}"),
        ])
        {
            Link = photos.Linked.Contains(cell) ? ConfusedPhotos.IdOf(cell.Label, cell.Predicted) : null,
        }),
    ]);

    private static void WriteMatrix(HtmlWriter html, ConfusionMatrix matrix, ConfusedPhotos photos)
    {
        html.Write($"""<div class="scroll of-matrix" role="region" aria-label="Test images by label and prediction" tabindex="0">""");
        html.Write($"""<table class="confusion{(matrix.Labels.Count > ManyColumns ? " many" : "")}">""");
        html.WriteLine($"""<caption class="unseen">Test images by label and by predicted label</caption>""");
        html.Write($"""<thead><tr><th scope="col" class="corner"><span>label</span> <span>predicted</span></th>""");
        foreach (string label in matrix.Labels)
        {
            html.Write($"""<th scope="col"><span dir="auto">{label}</span></th>""");
        }

        html.WriteLine($"</tr></thead><tbody>");
        for (int label = 0; label < matrix.Labels.Count; label++)
        {
            html.Write($"""<tr><th scope="row" dir="auto">{matrix.Labels[label]}</th>""");
            for (int predicted = 0; predicted < matrix.Labels.Count; predicted++)
            {
                WriteCell(html, matrix, photos, (label, predicted));
            }

            html.WriteLine($"</tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }

    private static void WriteCell(HtmlWriter html, ConfusionMatrix matrix, ConfusedPhotos photos, (int Label, int Predicted) cell)
    {
        (int label, int predicted) = cell;
        int count = matrix[label, predicted];
        if (count == 0)
        {
            html.Write($"""<td class="none">0</td>""");
            return;
        }

        int shade = 1 + (int)Math.Ceiling((double)count / matrix.Total(label) * (Shades - 1));
        string kind = label == predicted ? "right" : "wrong";
        html.Write($"""<td class="{kind} s{Math.Min(shade, Shades)}">""");
        if (photos.Linked.Contains(cell))
        {
            html.Write($"""<a href="#{ConfusedPhotos.IdOf(label, predicted)}" """);
            html.Write($"""aria-label="{ConfusedPhotos.NameOf(matrix, label, predicted)}">{count}</a></td>""");
        }
        else
        {
            html.Write($"""<span>{count}</span></td>""");
        }
    }
}
