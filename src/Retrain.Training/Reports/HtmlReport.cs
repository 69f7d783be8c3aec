using System.Security.Cryptography;
using System.Text;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>
/// A report of a run as a single page that needs no network, font or library. It contains no times and no paths of the machine, so that
/// equal input gives equal bytes.
/// </summary>
internal sealed class HtmlReport
{
    private readonly string page;

    private HtmlReport(string page) => this.page = page;

    /// <summary>Creates the report of a run.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static HtmlReport Of(ReportedRun run, CancellationToken cancellationToken)
    {
        PhotoSelection selection = PhotoSelection.Of(run);
        Thumbnails thumbnails = Thumbnails.Of(selection, run.Options, cancellationToken);

        // How good it is and what to do about it come first; what explains it comes last.
        (string Id, string Title, Action<HtmlWriter> Write)[] sections =
        [
            ("accuracy", "Test accuracy", html => AccuracySection.Write(html, run)),
            .. run.Manifest.Baseline is null ? [] : new (string, string, Action<HtmlWriter>)[]
            {
                ("baseline", "Beside the previous model", html => BaselineSection.Write(html, run, thumbnails)),
            },
            ("problems", "Data problems", html => DataProblemsSection.Write(html, run, selection, thumbnails)),
            ("decisions", "Decisions about photos", html => DecisionsSection.Write(html, run, thumbnails)),
            ("more-photos", "Would more photos help?", html => MorePhotosSection.Write(html, run)),
            ("confusion", "Confusion matrix", html => ConfusionSection.Write(html, run, thumbnails)),
            ("mistakes", "Most confident mistakes", html => MistakesSection.Write(html, run, thumbnails)),
            ("threshold-choice", "Which labels to believe", html => ThresholdSection.Write(html, run)),
            ("calibration", "Calibration", html => CalibrationCurve.Write(html, run)),
            ("labels", "Precision and recall", html => LabelScoresSection.Write(html, run)),
            ("ranking", "ROC and precision against recall", html => RankingSection.Write(html, run)),
            ("novelty", "Novelty", html => NoveltySection.Write(html, run, thumbnails)),
            ("learning", "Learning curves", html => LearningCurves.Write(html, run)),
            ("map", "Map of the bottlenecks", html => BottleneckMap.Write(html, run, selection)),
            ("data", "Data set", html => DataSetSection.Write(html, run, selection, thumbnails)),
            ("reproduction", "Options and versions", html => ReproductionSection.Write(html, run)),
        ];

        HtmlWriter html = new();
        WriteHead(html, run.DataName);
        WriteHeader(html, run);
        html.WriteLine($"""<nav aria-label="Contents"><ul>""");
        foreach ((string id, string title, _) in sections)
        {
            html.WriteLine($"""<li><a href="#{id}">{title}</a></li>""");
        }

        html.WriteLine($"""</ul></nav><main id="main">""");
        foreach ((string id, string title, Action<HtmlWriter> write) in sections)
        {
            html.WriteLine($"""<section id="{id}" aria-labelledby="{id}-title"><h2 id="{id}-title">{title}</h2>""");
            write(html);
            html.WriteLine($"</section>");
        }

        html.WriteLine($"</main>");
        EnlargedPhoto.Write(html);
        thumbnails.WriteDefinitions(html);
        PhotoFacts.Write(html, run, thumbnails);
        html.Write($"<script>").WriteResource(Script);
        html.WriteLine($"</script></body></html>");
        return new HtmlReport(html.ToString());
    }

    public void Write(Stream stream) => stream.Write(Encoding.UTF8.GetBytes(page));

    // Text in the page could not run a script or load anything even if it were not encoded.
    private static void WriteHead(HtmlWriter html, string name)
    {
        html.WriteLine($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Write($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; """);
        html.WriteLine($"""style-src '{DigestOf(Style)}'; script-src '{DigestOf(Script)}'; base-uri 'none'; form-action 'none'">""");
        html.Write($"""<meta name="viewport" content="width=device-width, initial-scale=1">""");
        html.WriteLine($"""<meta name="color-scheme" content="light dark">""");
        html.WriteLine($"""<link rel="icon" href="data:,"><title>{name}: report of a trained model</title>""");
        html.Write($"<style>").WriteResource(Style);
        html.WriteLine($"""</style></head><body><a class="skip" href="#main">Skip to the results</a>""");
    }

    private static void WriteHeader(HtmlWriter html, ReportedRun run)
    {
        Accuracy accuracy = run.Manifest.Testing.Accuracy;
        html.WriteLine($"""<header><p class="kind">Report of a trained model</p><h1 dir="auto">{run.DataName}</h1>""");
        if (!run.ModelWritten)
        {
            html.WriteLine($"""<p class="failed"><b>The model was not written.</b> {ReasonOf(run)}</p>""");
        }

        html.Write($"""<dl class="tiles"><div><dt>Test accuracy</dt>""");
        html.WriteLine($"""<dd>{(accuracy.Total > 0 ? ReportText.Percent(accuracy.Fraction) : "unknown")}</dd></div>""");
        html.WriteLine($"<div><dt>Labels</dt><dd>{run.Labels.Count}</dd></div><div><dt>Images</dt><dd>{run.Images.Count}</dd></div>");
        string mistakes = accuracy.Total > 0 ? $"{run.Mistakes.Count}" : "unknown";
        html.WriteLine($"<div><dt>Mistakes in the test</dt><dd>{mistakes}</dd></div></dl></header>");
    }

    private static string ReasonOf(ReportedRun run) => run.Options.Test.IsTooBad(run.Manifest.Baseline)
        ? "It is worse than the previous model."
        : FormattableString.Invariant(
            $"Its test accuracy is below the required minimum of {run.Options.Test.MinimumAccuracyPercent:F1}%.");

    private static string Style { get; } = Resources(".css");

    private static string Script { get; } = Resources(".js");

    private static string DigestOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    // A file for each part of the page; they become one text, in the order of their names.
    private static string Resources(string extension) => string.Concat(typeof(HtmlReport).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Resource));

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);

        // A browser counts a line end as one character, whatever line ends the checkout has.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
