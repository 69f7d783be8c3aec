using System.Text.Json;
using Retrain.Training.DataChecks;
using Retrain.Training.Decisions;
using Retrain.Training.Options;

namespace Retrain.Training.Reports;

/// <summary>
/// The marks that a reader gives photos, with what the script needs for them: labels and digests. In JSON they reach the file of decisions
/// as they are, whatever characters a page would show as escapes.
/// </summary>
internal static class DecisionsSection
{
    // Of more, the page would grow; the reader then loads the file.
    private const int MostGiven = 2000;

    public static void Write(HtmlWriter html, ReportedRun run, Thumbnails thumbnails)
    {
        html.Write($"<p>A photo with a wrong label, or one that does not belong here, makes the model worse and its test wrong. ");
        html.Write($"Decide about such photos, save the decisions as a file, and train again with it: the photos stay where they ");
        html.WriteLine($"are.</p>");
        if (run.Options.Data.Inputs is not null)
        {
            html.WriteLine($"""<pre tabindex="0">&lt;RetrainModel … Decisions="decisions.json" /&gt;</pre>""");
        }
        else
        {
            string folder = OptionValue.Quoted(run.DataName);
            html.WriteLine($"""<pre tabindex="0">dotnet retrain {folder} --decisions decisions.json --report report.html</pre>""");
            html.Write($"<p><code>dotnet retrain check {folder} --apply decisions.json</code> lists what the file does to the ");
            html.WriteLine($"photos, and with <code>--move_to DIR</code> moves them.</p>");
        }

        DecisionsFile? followed = run.Manifest.Data.Decisions;
        bool isGiven = followed is { Decisions.Count: <= MostGiven };
        if (followed is not null)
        {
            html.Write($"<p>This run followed {ReportText.Count(followed.Decisions.Count, "decision")} ");
            html.Write($"(SHA-256 <code>{followed.Digest}</code>). ");
            html.WriteLine($"{(isGiven ? "They are saved with yours." : "Load their file first, to save them with yours.")}</p>");
        }

        string photos = JsonSerializer.Serialize(Photos(run, thumbnails));
        string given = JsonSerializer.Serialize(isGiven
            ? followed!.Decisions.Values.Select(decision => new[] { $"{decision.Image}", decision.Label })
            : []);
        html.Write($"""<div id="curate" class="script" data-model="{run.Manifest.DataSetDigest()}" """);
        html.Write($"""data-labels="{JsonSerializer.Serialize(run.Labels)}" data-photos="{photos}" data-given="{given}">""");
        html.Write($"""<p>Press <b>Mark</b> below any photo.</p><p id="marked" role="status">No photo is marked.</p>""");
        html.WriteLine($"""<p class="acts">""");
        html.Write($"""<button type="button" id="save-marks">Save decisions.json</button> """);
        html.Write($"""<button type="button" id="load-marks">Load a file of decisions</button> """);
        html.WriteLine($"""<button type="button" id="clear-marks">Clear all marks</button></p>""");
        html.Write($"""<input type="file" id="marks-file" accept=".json,application/json" """);
        html.WriteLine($"""aria-label="A file of decisions" hidden></div>""");
        WriteDialog(html, run.Labels);
    }

    // All labels stand in the page once, and not at every photo.
    private static void WriteDialog(HtmlWriter html, IReadOnlyList<string> labels)
    {
        html.WriteLine($"""<dialog id="mark" aria-labelledby="mark-title"><form method="dialog"><h3 id="mark-title">Mark a photo</h3>""");
        html.WriteLine($"""<div id="mark-photo"></div><p><label for="mark-label">Its label is</label> <select id="mark-label">""");
        foreach ((int index, string label) in labels.Index())
        {
            html.WriteLine($"""<option value="{index}">{label}</option>""");
        }

        html.Write($"""</select> <button value="label">Give this label</button></p>""");
        html.Write($"""<p class="acts"><button value="remove">Remove</button> """);
        html.Write($"""<button value="clear">No mark</button> <button value="">Cancel</button></p>""");
        html.WriteLine($"</form></dialog>");
    }

    // The number, digest and label of each photo, and the label that is proposed for it: the check's, else the test's.
    private static IEnumerable<object[]> Photos(ReportedRun run, Thumbnails thumbnails)
    {
        Dictionary<string, string> suggested = run.Findings.Where(finding => finding.Kind is FindingKind.WrongLabel)
            .ToDictionary(finding => finding.Paths[0], finding => finding.OtherLabel!, StringComparer.Ordinal);
        Dictionary<string, int> indices =
            run.Labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        return run.Images.Where(thumbnails.Has).Select(image => new object[]
        {
            image.Index,
            $"{image.Image.Digest}",
            image.Image.LabelIndex,
            suggested.TryGetValue(image.Image.Path, out string? label)
                ? indices[label]
                : image.Tested?.PredictedIndex ?? image.Image.LabelIndex,
        });
    }
}
