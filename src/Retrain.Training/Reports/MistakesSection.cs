namespace Retrain.Training.Reports;

/// <summary>The wrong answers of which the model was surest: often the label is what is wrong.</summary>
internal static class MistakesSection
{
    private const int Most = 24;

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        IReadOnlyList<ReportedImage> mistakes = run.Mistakes;
        if (mistakes.Count == 0)
        {
            html.WriteLine($"<p>There are none: {(run.TestedImages.Any() ? "every test image got its own label" : "there were no test images")}.</p>");
            return;
        }

        html.Write($"<p>The test images that got a wrong label, those first of which the model was ");
        html.WriteLine($"surest. Look at them: a wrong label or a photo of two things is common among them.</p>");
        html.WriteLine($"""<ul class="photos named large">""");
        foreach (ReportedImage image in mistakes.Take(Most))
        {
            html.Write($"<li>");
            thumbnails.Write(html, image, isNamed: true);
            html.Write($"""<span class="verdict"><b><bdi>{image.Label}</bdi></b> taken for <b><bdi>{image.Tested!.PredictedLabel}</bdi></b></span> """);
            html.WriteLine($"""<span class="sure">{ReportText.Percent(image.Confidence)} sure</span> <span class="file">{image.Name}</span></li>""");
        }

        html.WriteLine($"</ul>");
        if (mistakes.Count > Most)
        {
            html.WriteLine($"""<p>And {mistakes.Count - Most} more: they are <a href="#cells">behind the numbers of the confusion matrix</a>.</p>""");
        }
    }
}
