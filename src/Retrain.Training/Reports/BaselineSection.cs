using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>The model beside the previous one, on the same test images: accuracy, photos that were fixed, and photos that broke.</summary>
internal static class BaselineSection
{
    private const int Most = 24;

    /// <summary>The photos that are shown, those that broke first.</summary>
    public static IEnumerable<ComparedImage> Shown(BaselineComparison comparison) =>
        Broken(comparison).Take(Most).Concat(Fixed(comparison).Take(Most));

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        BaselineComparison comparison = run.Manifest.Baseline!;
        html.Write($"<p>The previous model is <code>{Path.GetFileName(comparison.Graph)}</code> ");
        html.Write($"(SHA-256 <code>{comparison.Digest}</code>), on the test images of this run. ");
        html.WriteLine($"{VerdictText.Of(comparison.Test)}</p>");
        html.Write($"""<div class="scroll" role="region" aria-label="Beside the previous model" tabindex="0"><table>""");
        html.Write($"""<caption>Accuracy on the same test images</caption><thead><tr><th scope="col">Model</th>""");
        html.Write($"""<th scope="col">Images</th>""");
        html.WriteLine($"""<th scope="col">Accuracy</th><th scope="col">95% interval</th></tr></thead><tbody>""");
        WriteRow(html, "this model", comparison.Model);
        WriteRow(html, "the previous model", comparison.Baseline);
        if (comparison.KnownCount > 0)
        {
            WriteRow(html, "this model, without images that the previous one knows", comparison.OnOthers.Model);
            WriteRow(html, "the previous model, without them", comparison.OnOthers.Baseline);
        }

        html.WriteLine($"</tbody></table></div>");
        if (comparison.KnownCount > 0)
        {
            html.Write($"<p>The previous model was trained or validated on {ReportText.Count(comparison.KnownCount, "of these image")}, ");
            html.WriteLine($"which favours it. Without them: {VerdictText.Of(comparison.OnOthers.Test)}</p>");
        }
        else if (!comparison.KnowsImages)
        {
            html.WriteLine($"<p>It is not known which of these images it was trained on, as no manifest beside it says so.</p>");
        }

        Dictionary<string, ReportedImage> images = run.TestedImages.ToDictionary(image => image.Image.Path, StringComparer.Ordinal);
        WritePhotos(html, "Photos that broke", [.. Broken(comparison)], images, thumbnails);
        WritePhotos(html, "Photos that were fixed", [.. Fixed(comparison)], images, thumbnails);
    }

    private static IEnumerable<ComparedImage> Broken(BaselineComparison comparison) =>
        comparison.Images.Where(image => image.IsBroken).OrderByDescending(image => image.Model.Confidence);

    private static IEnumerable<ComparedImage> Fixed(BaselineComparison comparison) =>
        comparison.Images.Where(image => image.IsFixed).OrderByDescending(image => image.Baseline.Confidence);

    private static void WriteRow(HtmlWriter html, string model, Accuracy accuracy)
    {
        html.Write($"""<tr><th scope="row">{model}</th><td>{accuracy.Total}</td>""");
        string fraction = ReportText.Percent(accuracy.Total > 0 ? accuracy.Fraction : null);
        html.WriteLine($"<td>{fraction}</td><td>{ReportText.Interval(accuracy)}</td></tr>");
    }

    private static void WritePhotos(
        HtmlWriter html,
        string title,
        ComparedImage[] compared,
        Dictionary<string, ReportedImage> images,
        Thumbnails thumbnails)
    {
        html.WriteLine($"""<h3>{title} <span class="quiet">({compared.Length})</span></h3>""");
        if (compared.Length == 0)
        {
            html.WriteLine($"<p>There are none.</p>");
            return;
        }

        html.WriteLine($"""<ul class="photos named large">""");
        foreach (ComparedImage image in compared.Take(Most))
        {
            string known = image.Baseline.IsKnown ? ", which knows this photo" : "";
            string sure = ReportText.Percent(image.Baseline.Confidence);
            PhotoTile.Write(html, thumbnails, images[image.Model.Image.Path], $"""
                <span class="verdict"><b><bdi>{image.Model.Image.Label}</bdi></b></span>
                <span class="sure">this model: <bdi>{image.Model.PredictedLabel}</bdi>, {ReportText.Percent(image.Model.Confidence)}</span>
                <span class="sure">previous{known}: <bdi>{image.Baseline.PredictedLabel}</bdi>, {sure}</span>
                """);
        }

        html.WriteLine($"</ul>");
        if (compared.Length > Most)
        {
            html.WriteLine($"<p>And {compared.Length - Most} more.</p>");
        }
    }
}
