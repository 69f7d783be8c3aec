using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>
/// The photos behind each number of the confusion matrix. All are in the page, and the script shows those of the selected number.
/// </summary>
internal static class ConfusedPhotos
{
    // The limits of a list without a matrix above it.
    private const int MostListed = 30;
    private const int MostOpen = 5;

    public static string IdOf(int label, int predicted) => $"cell-{label}-{predicted}";

    public static string NameOf(ConfusionMatrix matrix, int label, int predicted)
    {
        string images = ReportText.Count(matrix[label, predicted], "image");
        return label == predicted
            ? $"{matrix.Labels[label]}, classified correctly: {images}"
            : $"{matrix.Labels[label]} mistaken for {matrix.Labels[predicted]}: {images}";
    }

    /// <param name="oneAtATime">Whether there is a matrix in which a number can be selected.</param>
    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails, bool oneAtATime)
    {
        html.WriteLine($"""<div id="cells"><h3>Photos behind the numbers</h3>""");
        if (oneAtATime)
        {
            html.WriteLine($"""<p class="script"><button type="button" id="all-cells" aria-pressed="false">Show all</button></p>""");
        }

        ILookup<(int, int), ReportedImage> images = run.TestedImages
            .OrderByDescending(image => image.Confidence).ToLookup(image => (image.Image.LabelIndex, image.Tested!.PredictedIndex));
        (int Label, int Predicted)[] cells = Cells(run.Confusion);
        int first = oneAtATime ? cells.Length : Math.Min(cells.Length, MostListed);
        for (int i = 0; i < cells.Length; i++)
        {
            if (i == first)
            {
                html.WriteLine($"<details><summary>{cells.Length - first} more</summary>");
            }

            (int label, int predicted) = cells[i];
            bool isOpen = label != predicted && (oneAtATime || i < MostOpen);
            html.WriteLine($"""<details class="cell" id="{IdOf(label, predicted)}"{(isOpen ? " open" : "")}>""");
            html.WriteLine($"""<summary dir="auto">{NameOf(run.Confusion, label, predicted)}</summary>""");
            WritePhotos(html, [.. images[(label, predicted)]], thumbnails);
            html.WriteLine($"</details>");
        }

        if (first < cells.Length)
        {
            html.WriteLine($"</details>");
        }

        html.WriteLine($"</div>");
    }

    // Mistakes come first, the most frequent at the top.
    private static (int Label, int Predicted)[] Cells(ConfusionMatrix matrix) =>
    [
        .. matrix.Cells
            .OrderBy(cell => cell.Label == cell.Predicted)
            .ThenByDescending(cell => matrix[cell.Label, cell.Predicted]),
    ];

    private static void WritePhotos(HtmlWriter html, IReadOnlyList<ReportedImage> images, Thumbnails thumbnails)
    {
        html.WriteLine($"""<ul class="photos named">""");
        foreach (ReportedImage image in images.Where(thumbnails.Has))
        {
            PhotoTile.Write(html, thumbnails, image, $"""<span class="sure">{ReportText.Percent(image.Confidence)} sure</span>""");
        }

        html.WriteLine($"</ul>");
        int more = images.Count(image => !thumbnails.Has(image));
        if (more > 0)
        {
            html.WriteLine($"<p>And {more} more, which are not shown to keep this file small.</p>");
        }
    }
}
