namespace Retrain.Training.Reports;

/// <summary>The mistakes that the model was most confident about: often it is the label that is wrong.</summary>
internal static class MistakesSection
{
    /// <summary>The largest number of mistakes that are shown, each with the parts of the photo that it rests on.</summary>
    public const int Most = 20;

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        IReadOnlyList<ReportedImage> mistakes = run.Mistakes;
        if (mistakes.Count == 0)
        {
            string reason = run.TestedImages.Any() ? "every test image was classified correctly" : "there were no test images";
            html.WriteLine($"<p>There are none: {reason}.</p>");
            return;
        }

        html.Write($"<p>These test images were classified wrongly. Those that the model was most confident about come ");
        html.WriteLine($"first. Look at them: often the label is wrong, or the photo shows two things.</p>");
        if (run.OcclusionMaps.Count > 0)
        {
            html.Write($"""<p class="script">Select a photo to enlarge it, and to see the parts of it that the prediction """);
            html.WriteLine($"rests on (occlusion map: those whose covering lowers the probability most).</p>");
        }

        html.WriteLine($"""<ul class="photos named large">""");
        foreach (ReportedImage image in mistakes.Take(Most))
        {
            PhotoTile.Write(
                html, thumbnails, image,
                $"""
                <span class="verdict"><b><bdi>{image.Label}</bdi></b> mistaken for <b><bdi>{image.Tested!.PredictedLabel}</bdi></b></span>
                <span class="sure">{ReportText.Percent(image.Confidence)} sure</span>
                """);
        }

        html.WriteLine($"</ul>");
        if (mistakes.Count > Most)
        {
            html.Write($"<p>And {mistakes.Count - Most} more, which are among ");
            html.WriteLine($"""<a href="#cells">the photos behind the numbers</a> of the confusion matrix.</p>""");
        }
    }
}
