using Retrain.Training.DataChecks;

namespace Retrain.Training.Reports;

/// <summary>The findings of the data check that photos show, those beside each other that are compared.</summary>
internal static class FindingsSection
{
    private static readonly (FindingKind Kind, string Title, string Text)[] Kinds =
    [
        (FindingKind.WrongLabel, "Likely wrong labels",
            "According to models that were trained without these photos, they have another label. "
            + "Beside each is the most similar photo of that label."),
        (FindingKind.ConflictingLabel, "One photo under two labels", "One of the two labels must be wrong."),
        (FindingKind.NearDuplicate, "Near duplicates",
            "The same photo with small changes. It counts double, and if the test contains a copy, the accuracy is too high."),
        (FindingKind.ExactDuplicate, "Exact duplicates", "Files with the same bytes in one category, which count double."),
        (FindingKind.Outlier, "Unlike any other", "Look whether they belong here."),
        (FindingKind.RotatedPhoto, "Turned by their EXIF orientation", "The training was told to ignore it, so these lie on their sides."),
    ];

    public static void Write(HtmlWriter html, ReportedRun run, PhotoSelection selection, Thumbnails thumbnails)
    {
        ILookup<FindingKind, FoundPhotos> found = selection.Found.ToLookup(photos => photos.Finding.Kind);
        foreach ((FindingKind kind, string title, string text) in Kinds.Where(kind => found.Contains(kind.Kind)))
        {
            int count = run.Findings.Count(finding => finding.Kind == kind);
            html.WriteLine($"""<h3 id="found-{$"{kind}".ToLowerInvariant()}">{title} <span class="quiet">({count})</span></h3>""");
            html.WriteLine($"""<p>{text}</p><ul class="photos pairs">""");
            foreach (FoundPhotos photos in found[kind])
            {
                Write(html, photos, thumbnails);
            }

            html.WriteLine($"</ul>");
            int more = count - found[kind].Count();
            if (more > 0)
            {
                html.WriteLine($"<p>And {more} more, which are listed below.</p>");
            }
        }
    }

    private static void Write(HtmlWriter html, FoundPhotos photos, Thumbnails thumbnails)
    {
        Finding finding = photos.Finding;
        html.Write($"""<li class="pair"><ul class="photos named">""");
        foreach (ReportedImage image in photos.Images)
        {
            PhotoTile.Write(html, thumbnails, image, $"""<span class="verdict"><b><bdi>{image.Label}</bdi></b></span>""");
        }

        html.Write($"</ul>");
        if (finding.Kind is FindingKind.WrongLabel)
        {
            html.Write($"""<p class="sure">looks like <b><bdi>{finding.OtherLabel}</bdi></b>: """);
            html.Write($"""{finding.Score * 100:F0} points more probable</p>""");
        }
        else if (finding.Kind is FindingKind.NearDuplicate or FindingKind.ConflictingLabel)
        {
            html.Write($"""<p class="sure">similarity {finding.Score * 100:F0}%</p>""");
        }

        html.WriteLine($"</li>");
    }
}
