using System.Globalization;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Reports;

/// <summary>
/// The labels that are believed at each threshold, and how many of these are wrong: the risk-coverage curve (El-Yaniv and Wiener, "On the
/// foundations of noise-free selective classification", JMLR 11, 2010).
/// </summary>
internal static class ThresholdSection
{
    private const int MostRows = 12;

    // Errors are few, and a chart of none would have no height.
    private const double LeastHeight = 0.05;

    public static void Write(HtmlWriter html, ReportedRun run)
    {
        ErrorPromise promise = run.Manifest.Calibration.Promise;
        IReadOnlyList<ThresholdStop> stops = ThresholdStops.Of(run.Manifest.Tested, promise);
        if (stops.Count == 0)
        {
            html.WriteLine($"<p>There were no test images.</p>");
            return;
        }

        int total = run.Manifest.Tested.Count;
        html.Write($"<p>An app can believe only labels whose probability reaches a threshold, and ask a person about the other ");
        html.WriteLine($"photos. A higher threshold believes fewer labels, of which usually a smaller share is wrong.</p>");
        html.Write($"""<p class="caution"><b>These numbers are of the {ReportText.Count(total, "test image")}.</b> """);
        html.Write($"A threshold that is chosen because its numbers look good here looks better than it is: ");
        html.Write($"expect more mistakes on new photos. ");
        string own = promise.IsGiven
            ? "The model’s own threshold was found without the test images, so that for it the numbers are a fair test."
            : "The model has no threshold of its own, because no error could be promised.";
        html.WriteLine($"{own}</p>");

        int start = stops.Index().FirstOrDefault(stop => stop.Item.IsOwn).Index;
        html.WriteLine($"""<div class="beside"><div>""");
        WriteChart(html, stops, start, total);
        html.WriteLine($"""</div><div class="script">""");
        WriteSlider(html, stops, start, total);
        html.WriteLine($"</div></div>");
        WriteTable(html, stops, total);
    }

    private static Plot PlotOf(IReadOnlyList<ThresholdStop> stops) =>
        new(0, 1, 0, Math.Max(LeastHeight, Math.Ceiling(stops.Max(stop => stop.Error ?? 0) * 20) / 20));

    private static void WriteChart(HtmlWriter html, IReadOnlyList<ThresholdStop> stops, int start, int total)
    {
        Plot plot = PlotOf(stops);
        static string Percent(double value) => $"{Math.Round(value * 100)}%";
        html.WriteLine($"<figure><figcaption>Wrong labels by share believed</figcaption>");
        string description = $"Wrong labels by share believed: of all labels {ReportText.Percent(stops[0].Error)} are wrong.";
        plot.Open(html, description, "share of test images whose label is believed", Percent, Percent);
        string line = string.Join('L', stops.Where(stop => stop.Error is not null).Select(stop => Place(plot, stop, total)));
        html.WriteLine($"""<path class="line law" d="M{line}"/>""");
        if (stops[start].IsOwn)
        {
            (double x, double y) = At(plot, stops[start], total);
            html.Write($"""<path class="own" d="M{x:F1} {y - 7:F1}l7 7l-7 7l-7-7Z"><title>the model’s own threshold, """);
            html.WriteLine($"{stops[start].Number}</title></path>");
        }

        html.WriteLine($"""<circle id="threshold-dot" class="dot script" r="9" cx="-99" cy="-99"/></svg>""");
        if (stops[start].IsOwn)
        {
            html.Write($"""<p class="quiet"><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">""");
            html.WriteLine($"""<path class="own" d="M7 0l7 7l-7 7l-7-7Z"/></svg> the model’s own threshold</p>""");
        }

        html.WriteLine($"</figure>");
    }

    private static void WriteSlider(HtmlWriter html, IReadOnlyList<ThresholdStop> stops, int start, int total)
    {
        // The script reads what each stop says: its number, labels believed, wrong ones, the bound in percent, its place and whose it is.
        Plot plot = PlotOf(stops);
        string data = string.Join(';', stops.Select(stop => string.Join(
            ',',
            [
                stop.Number, $"{stop.Believed.Total}", $"{stop.Wrong}", ReportText.Percent(stop.Bound),
                .. Place(plot, stop, total).Split(' '), stop.IsOwn ? "1" : "0",
            ])));
        html.Write($"""<label class="pick" for="threshold"><span>Threshold</span> """);
        html.WriteLine($"""<output id="threshold-number" for="threshold"></output></label>""");
        html.Write($"""<input type="range" id="threshold" min="0" max="{stops.Count - 1}" value="{start}" """);
        html.WriteLine($"""data-total="{total}" data-own="{(stops[start].IsOwn ? start : -1)}" data-stops="{data}">""");
        html.WriteLine($"""<p class="ends" aria-hidden="true"><span>believes all</span><span>believes few</span></p>""");
        html.Write($"""<dl class="tiles"><div><dt>Believed</dt><dd id="threshold-share"></dd>""");
        html.WriteLine($"""<dd class="of" id="threshold-believed"></dd></div>""");
        html.Write($"""<div><dt>Wrong of these</dt><dd id="threshold-error"></dd><dd class="of" id="threshold-wrong"></dd></div>""");
        html.Write($"""<div><dt>At most, 95% sure</dt><dd id="threshold-bound"></dd>""");
        html.WriteLine($"""<dd class="of">exact bound</dd></div></dl>""");
        html.WriteLine($"""<p id="threshold-note"></p><div class="paste"><pre tabindex="0"><code id="threshold-code"></code></pre>""");
        html.Write($"""<button type="button" id="threshold-copy">Copy</button> <button type="button" id="threshold-reset">""");
        html.WriteLine($"""The model’s own</button> <span id="threshold-copied" role="status"></span></div>""");
    }

    private static void WriteTable(HtmlWriter html, IReadOnlyList<ThresholdStop> stops, int total)
    {
        int rows = Math.Min(MostRows, stops.Count);
        HashSet<int> shown = [.. Enumerable.Range(0, rows).Select(i => rows == 1 ? 0 : i * (stops.Count - 1) / (rows - 1))];
        html.Write($"""<details id="threshold-table" open><summary>As a table</summary><div class="scroll" role="region" """);
        html.Write($"""aria-label="Thresholds" tabindex="0"><table><caption>On the test images</caption><thead><tr>""");
        html.Write($"""<th scope="col">Threshold</th><th scope="col">Believed</th><th scope="col">Share</th><th scope="col">Wrong</th>""");
        html.WriteLine($"""<th scope="col">Error</th><th scope="col">At most (95% confidence)</th></tr></thead><tbody>""");
        foreach ((int i, ThresholdStop stop) in stops.Index())
        {
            if (shown.Contains(i) || stop.IsOwn)
            {
                html.Write($"""<tr><th scope="row">{stop.Number}{(stop.IsOwn ? " (the model’s own)" : "")}</th>""");
                html.Write($"<td>{stop.Believed.Total:N0}</td><td>{ReportText.Percent((double)stop.Believed.Total / total)}</td>");
                html.Write($"<td>{stop.Wrong:N0}</td><td>{ReportText.Percent(stop.Error)}</td>");
                html.WriteLine($"<td>{ReportText.Percent(stop.Bound)}</td></tr>");
            }
        }

        html.WriteLine($"</tbody></table></div></details>");
    }

    private static (double X, double Y) At(Plot plot, ThresholdStop stop, int total) =>
        (plot.X((double)stop.Believed.Total / total), plot.Y(stop.Error ?? 0));

    private static string Place(Plot plot, ThresholdStop stop, int total)
    {
        (double x, double y) = At(plot, stop, total);
        return string.Create(CultureInfo.InvariantCulture, $"{x:F1} {y:F1}");
    }
}
