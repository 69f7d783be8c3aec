using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The confusion matrix, in which each number leads to its photos.</summary>
internal static class ConfusionSection
{
    private const int Shades = 5;

    // A larger table would not fit on a screen: the confused labels are listed instead.
    private const int MostColumns = 40;

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        if (!run.TestedImages.Any())
        {
            html.WriteLine($"<p>There were no test images.</p>");
            return;
        }

        bool fits = run.Labels.Count <= MostColumns;
        if (fits)
        {
            html.Write($"<p>Each row counts the test images of one label, each column the images that were ");
            html.WriteLine($"classified as one label. Select a number to see its photos.</p>");
            html.WriteLine($"""<div class="beside">""");
            WriteMatrix(html, run.Confusion);
        }
        else
        {
            html.Write($"<p>A table of {run.Labels.Count} labels would not fit. These are ");
            html.WriteLine($"the pairs of labels that were confused, the most frequent first.</p>");
        }

        ConfusedPhotos.Write(html, run, thumbnails, oneAtATime: fits);
        if (fits)
        {
            html.WriteLine($"</div>");
        }
    }

    private static void WriteMatrix(HtmlWriter html, ConfusionMatrix matrix)
    {
        html.Write($"""<div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0"><table class="confusion">""");
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
                WriteCell(html, matrix, label, predicted);
            }

            html.WriteLine($"</tr>");
        }

        html.WriteLine($"</tbody></table></div>");
    }

    private static void WriteCell(HtmlWriter html, ConfusionMatrix matrix, int label, int predicted)
    {
        int count = matrix[label, predicted];
        if (count == 0)
        {
            html.Write($"""<td class="none">0</td>""");
            return;
        }

        int shade = 1 + (int)Math.Ceiling((double)count / matrix.Total(label) * (Shades - 1));
        string kind = label == predicted ? "right" : "wrong";
        html.Write($"""<td class="{kind} s{Math.Min(shade, Shades)}"><a href="#{ConfusedPhotos.IdOf(label, predicted)}" """);
        html.Write($"""aria-label="{ConfusedPhotos.NameOf(matrix, label, predicted)}">{count}</a></td>""");
    }
}
