using Retrain.Training.Images;

namespace Retrain.Training.Reports;

/// <summary>The number of images of each label in each set, and some examples.</summary>
internal static class DataSetSection
{
    private const int BarWidth = 120;

    public static void Write(HtmlWriter html, ReportedRun run, PhotoSelection selection, Thumbnails thumbnails)
    {
        html.Write($"""<div class="scroll" role="region" aria-label="Images per label and set" tabindex="0">""");
        html.WriteLine($"""<table class="numbers"><caption>Images per label and set</caption>""");
        html.Write($"""<thead><tr><th scope="col">Label</th><th scope="col">Training</th><th scope="col">Validation</th>""");
        html.WriteLine($"""<th scope="col">Testing</th><th scope="col">All</th><td class="of-bar"></td></tr></thead><tbody>""");
        int[,] counts = run.Manifest.Data.CountBySplit();
        int All(int label) => Enum.GetValues<Split>().Sum(split => counts[label, (int)split]);
        int largest = Math.Max(1, run.Labels.Select((_, label) => All(label)).Max());
        foreach ((int index, string label) in run.Labels.Index())
        {
            int Count(Split split) => counts[index, (int)split];
            int all = All(index);
            html.Write($"""<tr><th scope="row" dir="auto">{label}</th><td>{Count(Split.Training)}</td>""");
            html.Write($"<td>{Count(Split.Validation)}</td><td>{Count(Split.Testing)}</td><td>{all}</td>");
            html.Write($"""<td class="of-bar"><svg class="bar" viewBox="0 0 {BarWidth} 10" width="{BarWidth}" height="10" """);
            html.Write($"""aria-hidden="true"><rect width="{(double)BarWidth * all / largest:F1}" height="10" rx="2"/>""");
            html.WriteLine($"</svg></td></tr>");
        }

        int Total(Split split) => run.Images.Count(image => image.Image.Split == split);
        html.Write($"""</tbody><tfoot><tr><th scope="row">All labels</th><td>{Total(Split.Training)}</td>""");
        html.Write($"<td>{Total(Split.Validation)}</td><td>{Total(Split.Testing)}</td>");
        html.WriteLine($"""<td>{run.Images.Count}</td><td class="of-bar"></td></tr></tfoot></table></div>""");
        html.WriteLine($"<h3>Examples</h3><p>Some training images of each label, turned as the network sees them.</p>");
        for (int i = 0; i < run.Labels.Count; i++)
        {
            html.WriteLine($"""<h4 dir="auto">{run.Labels[i]}</h4><ul class="photos">""");
            foreach (ReportedImage image in selection.Samples[i])
            {
                PhotoTile.Write(html, thumbnails, image);
            }

            html.WriteLine($"</ul>");
        }
    }
}
