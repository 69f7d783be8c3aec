using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The photos behind each number of the confusion matrix. All are in the page; the script shows those of the chosen number.</summary>
internal static class ConfusedPhotos
{
    public static string IdOf(int label, int predicted) => $"cell-{label}-{predicted}";

    public static string NameOf(ConfusionMatrix matrix, int label, int predicted)
    {
        string images = ReportText.Count(matrix[label, predicted], "image");
        return label == predicted
            ? $"{matrix.Labels[label]}, rightly named: {images}"
            : $"{matrix.Labels[label]} taken for {matrix.Labels[predicted]}: {images}";
    }

    /// <param name="oneAtATime">Whether there is a matrix to choose a number from.</param>
    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails, bool oneAtATime)
    {
        html.WriteLine($"<div id=\"cells\"><h3>Photos behind the numbers</h3>");
        if (oneAtATime)
        {
            html.WriteLine($"<p class=\"script\"><button type=\"button\" id=\"all-cells\" aria-pressed=\"false\">Show all</button></p>");
        }

        ILookup<(string, string), ReportedImage> images = run.TestedImages
            .OrderByDescending(image => image.Confidence).ToLookup(image => (image.Label, image.Tested!.PredictedLabel));
        ConfusionMatrix matrix = run.Confusion;
        int labels = run.Labels.Count;
        IEnumerable<(int Label, int Predicted)> cells = Enumerable.Range(0, labels)
            .SelectMany(label => Enumerable.Range(0, labels).Select(predicted => (label, predicted)))
            .Where(cell => matrix[cell.label, cell.predicted] > 0)
            .OrderBy(cell => cell.label == cell.predicted)
            .ThenByDescending(cell => matrix[cell.label, cell.predicted]);
        foreach ((int label, int predicted) in cells)
        {
            html.WriteLine($"<details class=\"cell\" id=\"{IdOf(label, predicted)}\"{(label == predicted ? "" : " open")}>");
            html.WriteLine($"<summary dir=\"auto\">{NameOf(matrix, label, predicted)}</summary><ul class=\"photos named\">");
            ReportedImage[] ofCell = [.. images[(run.Labels[label], run.Labels[predicted])]];
            foreach (ReportedImage image in ofCell.Where(thumbnails.Has))
            {
                html.Write($"<li>");
                thumbnails.Write(html, image, isNamed: true);
                html.WriteLine($"<span class=\"file\">{image.Name}</span> <span class=\"sure\">{ReportText.Percent(image.Confidence)} sure</span></li>");
            }

            int more = ofCell.Count(image => !thumbnails.Has(image));
            html.WriteLine($"</ul>");
            if (more > 0)
            {
                html.WriteLine($"<p>And {more} more, which are not shown to keep this file small.</p>");
            }

            html.WriteLine($"</details>");
        }

        html.WriteLine($"</div>");
    }
}
