namespace Retrain.Training.Reports;

/// <summary>A map of the images as the backbone sees them: images that look similar to it are close together.</summary>
internal static class BottleneckMap
{
    private const int Side = 400;
    private const int Margin = 12;
    private const int Colors = 8;

    // With five shapes and eight colours the first forty labels all differ, and the shapes help readers who do not see the colours.
    private static readonly string[] Shapes =
    [
        "M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z", "M-3 -3h6v6h-6z", "M0 -4l3.8 6.6h-7.6z", "M0 -4.2l4.2 4.2l-4.2 4.2l-4.2 -4.2z",
        "M-1.2 -4h2.4v2.8h2.8v2.4h-2.8v2.8h-2.4v-2.8h-2.8v-2.4h2.8z",
    ];

    public static void Write(HtmlWriter html, ReportedRun run, PhotoSelection selection)
    {
        IReadOnlyList<ReportedImage> images = selection.Mapped;
        PrincipalComponents components = PrincipalComponents.Of(
            [.. images.Select(image => run.Matrix.PaddedRow(image.Image.Row)[..run.Matrix.Length].ToArray())], (ulong)run.Options.Seed);
        html.Write($"""<p>{(images.Count < run.Images.Count ? $"A sample of {images.Count} images" : "All images")} """);
        html.WriteLine($"placed by their bottlenecks, which the new layer learns from: ");
        html.Write($"images that look similar to the backbone are close together. A point among those of another ");
        html.WriteLine($"label is worth a look. The map shows {ReportText.Percent(components.VarianceFraction)} ");
        html.Write($"of the variance of the bottlenecks (their first two principal components), so the model ");
        html.WriteLine($"may still distinguish labels that overlap here.</p>");
        WriteKey(html, run.Labels);
        html.Write($"""<div class="map"><figure><svg id="points" class="chart" viewBox="0 0 {Side} {Side}" """);
        html.WriteLine($"""role="group" aria-label="Map of the bottlenecks" aria-describedby="map-use" tabindex="0">""");
        (double x, double y, double scale) = Fit(components.Points);
        for (int i = 0; i < images.Count; i++)
        {
            ReportedImage image = images[i];
            int label = image.Image.LabelIndex;
            (double X, double Y) point = components.Points[i];
            html.Write($"""<g class="c{label % Colors}" data-photo="{image.Index}" data-label="{label}" """);
            html.Write($"""transform="translate({(Side / 2) + ((point.X - x) * scale):F1} {(Side / 2) - ((point.Y - y) * scale):F1})">""");
            html.WriteLine($"""<path d="{Shapes[label % Shapes.Length]}"/><title>{NameOf(image)}</title></g>""");
        }

        html.Write($"""</svg></figure><div id="map-photo" class="script" aria-live="polite">""");
        html.WriteLine($"""<p id="map-use">Point at the map, tap it or use the arrow keys to see the photos.</p></div></div>""");
    }

    private static string NameOf(ReportedImage image) =>
        image.IsMistake ? $"{image.Name} ({image.Label}, mistaken for {image.Tested!.PredictedLabel})" : $"{image.Name} ({image.Label})";

    private static void WriteKey(HtmlWriter html, IReadOnlyList<string> labels)
    {
        if (labels.Count > Colors * Shapes.Length)
        {
            // More labels share shapes and colours, so a key would not tell them apart.
            html.Write($"""<p class="script search"><label for="map-search">Show only labels with</label> """);
            html.WriteLine($"""<input type="search" id="map-search"></p>""");
            return;
        }

        html.WriteLine($"""<ul class="key" id="map-key">""");
        for (int label = 0; label < labels.Count; label++)
        {
            html.Write($"""<li data-label="{label}"><svg class="c{label % Colors}" viewBox="-6 -6 12 12" width="16" """);
            html.Write($"""height="16" aria-hidden="true"><path d="{Shapes[label % Shapes.Length]}"/></svg>""");
            html.WriteLine($"""<span dir="auto">{labels[label]}</span></li>""");
        }

        html.WriteLine($"</ul>");
    }

    // Both axes have the same scale, so that distances are meaningful.
    private static (double X, double Y, double Scale) Fit(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count == 0)
        {
            return (0, 0, 1);
        }

        (double left, double right) = (points.Min(point => point.X), points.Max(point => point.X));
        (double low, double high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        double extent = Math.Max(right - left, high - low);
        return ((left + right) / 2, (low + high) / 2, extent > 0 ? (Side - (2 * Margin)) / extent : 1);
    }
}
