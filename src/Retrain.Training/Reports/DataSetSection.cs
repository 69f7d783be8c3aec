using Retrain.Training.Images;
using static System.FormattableString;

namespace Retrain.Training.Reports;

/// <summary>The number of images of each label in each set, and some examples.</summary>
internal static class DataSetSection
{
    // The examples of more labels are folded up, so that what follows is not far away.
    private const int MostOpenExamples = 12;

    private static readonly ReportTable Table = new("images", "Images per label and set",
        [new("Label"), new("Training"), new("Validation"), new("Testing"), new("All", HasBar: true)]);

    public static void Write(HtmlWriter html, ReportedRun run, PhotoSelection selection, Thumbnails thumbnails)
    {
        int[,] counts = run.Manifest.Data.CountBySplit();
        int[] all = [.. run.Labels.Select((_, label) => Enum.GetValues<Split>().Sum(split => counts[label, (int)split]))];
        int largest = Math.Max(1, all.Max());
        int Total(Split split) => run.Images.Count(image => image.Image.Split == split);
        ReportRow total = Row("All labels", Total(Split.Training), Total(Split.Validation), Total(Split.Testing));
        Table.Write(html, [.. run.Labels.Select((label, i) =>
            Row(label, counts[i, (int)Split.Training], counts[i, (int)Split.Validation], counts[i, (int)Split.Testing]) with
            {
                Bars = new Dictionary<int, double> { [4] = (double)all[i] / largest },
            })], total);
        WriteExamples(html, run, selection, thumbnails);
    }

    private static ReportRow Row(string label, int training, int validation, int testing) => new(
    [
        label, Invariant($"{training}"), Invariant($"{validation}"), Invariant($"{testing}"), Invariant($"{training + validation + testing}"),
    ]);

    private static void WriteExamples(HtmlWriter html, ReportedRun run, PhotoSelection selection, Thumbnails thumbnails)
    {
        html.WriteLine($"<h3>Examples</h3><p>Some training images of each label, turned as the network sees them.</p>");
        bool isOpen = run.Labels.Count <= MostOpenExamples;
        if (!isOpen)
        {
            string labels = selection.Samples.Count == run.Labels.Count ? $"all {run.Labels.Count} labels"
                : $"{selection.Samples.Count} of the {run.Labels.Count} labels, those with the most mistakes";
            html.WriteLine($"""<details class="examples"><summary>Examples of {labels}</summary><div>""");
        }

        foreach ((int label, IReadOnlyList<ReportedImage> images) in selection.Samples.Where(sample => sample.Images.Any(thumbnails.Has)))
        {
            html.WriteLine($"""<div><h4 dir="auto">{run.Labels[label]}</h4><ul class="photos">""");
            foreach (ReportedImage image in images)
            {
                PhotoTile.Write(html, thumbnails, image);
            }

            html.WriteLine($"</ul></div>");
        }

        if (!isOpen)
        {
            html.WriteLine($"</div></details>");
        }
    }
}
