using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>What was taken for what; each number leads to its photos.</summary>
internal static class ConfusionSection
{
    private const int Shades = 5;

    // Beyond, a table is larger than any screen: what was confused is listed instead.
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
            html.WriteLine($"<p>Each row holds the test images of one label, each column those that were taken for one. A number leads to its photos.</p>");
            html.WriteLine($"""<div class="beside">""");
            WriteMatrix(html, run.Confusion);
        }
        else
        {
            html.Write($"<p>With {run.Labels.Count} labels a table would not fit: these are ");
            html.WriteLine($"the labels that were confused, the most often confused first.</p>");
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
        html.WriteLine($"""<caption class="unseen">Test images by their label and by what they were taken for</caption>""");
        html.Write($"""<thead><tr><th scope="col" class="corner"><span>label</span> <span>taken for</span></th>""");
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
