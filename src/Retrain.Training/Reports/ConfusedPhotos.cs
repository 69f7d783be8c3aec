using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>
/// The photos behind the numbers of the confusion matrix or of a list of confused labels. All are in the page, and the script shows those
/// of the selected number.
/// </summary>
internal sealed class ConfusedPhotos
{
    // Photos of mistakes that a reader of a list with thousands of pairs may want to see.
    private const int MostPairs = 200;

    private readonly ReportedRun run;
    private readonly Thumbnails thumbnails;
    private readonly ILookup<(int Label, int Predicted), ReportedImage> images;
    private readonly (int Label, int Predicted)[] cells;

    /// <param name="mistakesOnly">Whether there is no matrix, but a list of the labels that were confused.</param>
    public ConfusedPhotos(ReportedRun run, Thumbnails thumbnails, bool mistakesOnly)
    {
        this.run = run;
        this.thumbnails = thumbnails;
        images = run.TestedImages
            .OrderByDescending(image => image.Confidence).ToLookup(image => (image.Image.LabelIndex, image.Tested!.PredictedIndex));
        IEnumerable<(int Label, int Predicted)> shown = Ordered(run.Confusion).Where(cell => images[cell].Any(thumbnails.Has));
        cells = [.. mistakesOnly ? shown.Where(cell => cell.Label != cell.Predicted).Take(MostPairs) : shown];
        Linked = cells.ToHashSet();
    }

    /// <summary>The numbers of which there are photos.</summary>
    public IReadOnlySet<(int Label, int Predicted)> Linked { get; }

    public static string IdOf(int label, int predicted) => $"cell-{label}-{predicted}";

    public static string NameOf(ConfusionMatrix matrix, int label, int predicted)
    {
        string images = ReportText.Count(matrix[label, predicted], "image");
        return label == predicted
            ? $"{matrix.Labels[label]}, classified correctly: {images}"
            : $"{matrix.Labels[label]} mistaken for {matrix.Labels[predicted]}: {images}";
    }

    /// <summary>The numbers that are not 0. Mistakes come first, the most frequent at the top.</summary>
    public static IEnumerable<(int Label, int Predicted)> Ordered(ConfusionMatrix matrix) => matrix.Cells
        .OrderBy(cell => cell.Label == cell.Predicted).ThenByDescending(cell => matrix[cell.Label, cell.Predicted]);

    public void Write(HtmlWriter html)
    {
        html.WriteLine($"""<div id="cells"><h3>Photos behind the numbers</h3>""");
        if (cells.Length == 0)
        {
            html.WriteLine($"<p>There are none.</p></div>");
            return;
        }

        html.WriteLine($"""<p class="script"><button type="button" id="all-cells" aria-pressed="false">Show all</button></p>""");
        foreach ((int label, int predicted) in cells)
        {
            string open = label == predicted ? "" : " open";
            html.Write($"""<details class="cell" id="{IdOf(label, predicted)}"{open}>""");
            html.WriteLine($"""<summary dir="auto">{NameOf(run.Confusion, label, predicted)}</summary>""");
            WritePhotos(html, [.. images[(label, predicted)]]);
            html.WriteLine($"</details>");
        }

        html.WriteLine($"</div>");
    }

    private void WritePhotos(HtmlWriter html, IReadOnlyList<ReportedImage> ofCell)
    {
        html.WriteLine($"""<ul class="photos named">""");
        foreach (ReportedImage image in ofCell.Where(thumbnails.Has))
        {
            PhotoTile.Write(html, thumbnails, image, $"""<span class="sure">{ReportText.Percent(image.Confidence)} sure</span>""");
        }

        html.WriteLine($"</ul>");
        int more = ofCell.Count(image => !thumbnails.Has(image));
        if (more > 0)
        {
            html.WriteLine($"<p>And {more} more, which are not shown to keep this file small.</p>");
        }
    }
}
