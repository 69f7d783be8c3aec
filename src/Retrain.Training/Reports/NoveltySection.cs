using System.Globalization;
using System.Text;
using Retrain.Training.Novelty;

namespace Retrain.Training.Reports;

/// <summary>The novelty of the test images, and the threshold above which an image is unfamiliar.</summary>
internal static class NoveltySection
{
    private const int Most = 12;
    private const int MostPoints = 100;

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        NoveltyOfModel novelty = run.Manifest.Novelty;
        html.Write($"<p>A model can be sure even of what it never saw, as it knows only its own labels. Its second output, ");
        html.WriteLine($"the <b>novelty</b>, says how little an image is like those that it was trained on: the higher, the stranger.</p>");
        WriteThreshold(html, novelty);
        ReportedImage[] tested = [.. run.TestedImages.OrderBy(image => image.Tested!.Novelty)];
        if (tested.Length == 0)
        {
            html.WriteLine($"<p>There were no test images to compare.</p>");
            return;
        }

        WriteChart(html, [.. tested.Select(image => (double)image.Tested!.Novelty!)], novelty.Threshold);
        WritePhotos(html, [.. Strangest(run)], novelty.Threshold, thumbnails);
    }

    /// <summary>The least familiar test images, which the report shows.</summary>
    public static IEnumerable<ReportedImage> Strangest(ReportedRun run) =>
        run.TestedImages.OrderByDescending(image => image.Tested!.Novelty).Take(Most);

    private static void WritePhotos(HtmlWriter html, ReportedImage[] strangest, float? threshold, Thumbnails thumbnails)
    {
        html.WriteLine($"<h3>The least familiar test images</h3>");
        if (threshold is float known)
        {
            int unfamiliar = strangest.Count(image => image.Tested!.Novelty > known);
            html.WriteLine($"<p>{Explanation(unfamiliar)}</p>");
        }

        html.WriteLine($"""<ul class="photos named large">""");
        foreach (ReportedImage image in strangest)
        {
            PhotoTile.Write(
                html, thumbnails, image,
                $"""
                <span class="verdict"><b><bdi>{image.Label}</bdi></b></span>
                <span class="sure">novelty {image.Tested!.Novelty!.Value:F3}</span>
                """);
        }

        html.WriteLine($"</ul>");
    }

    private static string Explanation(int unfamiliar) => unfamiliar == 0
        ? "All test images are familiar; these are the least so."
        : "Images above the threshold are like few of the training images: more like them may help, or they do not belong to the set.";

    private static void WriteThreshold(HtmlWriter html, NoveltyOfModel novelty)
    {
        if (novelty.Threshold is float threshold)
        {
            html.Write($"<p>An image with a novelty above <b>{threshold:F3}</b> is unfamiliar: ");
            html.Write($"{NoveltyThreshold.FamiliarPercent}% of {novelty.ImageCount} validation images are at or below it. ");
            html.WriteLine($"Apps can check <code>Prediction.IsFamiliar</code>.</p>");
            return;
        }

        html.Write($"<p>There were {novelty.ImageCount} validation images, and it takes {NoveltyThreshold.FewestImages} to say from ");
        html.WriteLine($"which novelty on an image is unfamiliar. <code>Prediction.IsFamiliar</code> is null.</p>");
    }

    // The share of images at or below each novelty.
    private static void WriteChart(HtmlWriter html, double[] ordered, float? threshold)
    {
        double highest = Math.Max(ordered[^1], threshold ?? 0);
        double lowest = Math.Min(ordered[0], highest - 0.01);
        Plot plot = new(lowest, highest, 0, 1);
        string description = string.Create(
            CultureInfo.InvariantCulture, $"Novelty of the test images, from {ordered[0]:F3} to {ordered[^1]:F3}.");
        html.WriteLine($"<figure><figcaption>Share of the test images up to a novelty</figcaption>");
        plot.Open(html, description, "novelty",
            value => value.ToString("0.##", CultureInfo.InvariantCulture), share => $"{Math.Round(share * 100)}%");
        if (threshold is float known)
        {
            html.Write($"""<path class="ideal" d="M{plot.X(known):F1} {Plot.Top}V{Plot.Bottom}"/>""");
        }

        html.WriteLine($"""<path class="line validation" d="{Line(ordered, plot)}"/></svg></figure>""");
    }

    private static string Line(double[] ordered, Plot plot)
    {
        StringBuilder line = new();
        int count = Math.Min(ordered.Length, MostPoints);
        for (int point = 1; point <= count; point++)
        {
            int images = (int)((long)point * ordered.Length / count);
            double share = (double)images / ordered.Length;
            line.Append(CultureInfo.InvariantCulture,
                $"{(point == 1 ? 'M' : 'L')}{plot.X(ordered[images - 1]):F1} {plot.Y(share):F1}");
        }

        return line.ToString();
    }
}
