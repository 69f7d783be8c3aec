using Retrain.Training.Diagnostics;
using Retrain.Training.Manifests;
using Retrain.Training.Options;

namespace Retrain.Training.Reports;

/// <summary>The options and versions, and the command that gives the same model again.</summary>
internal static class ReproductionSection
{
    public static void Write(HtmlWriter html, ReportedRun run)
    {
        IReadOnlyList<OptionValue> options = OptionValue.Of(run.Options);
        html.Write($"<h3>How to reproduce this model</h3><p>The same images, options and versions give ");
        html.WriteLine($"the same model and the same report, byte for byte:</p>");
        OptionValue[] changed = [.. options.Where(option => !option.IsDefault)];
        if (run.Options.Data.Inputs is null)
        {
            string[] arguments = [OptionValue.Quoted(run.DataName), .. changed.Select(option => option.Argument), "--report report.html"];
            html.WriteLine($"<pre tabindex=\"0\"><code>dotnet retrain --image_dir {string.Join(" \\\n  ", arguments):lines}</code></pre>");
        }
        else
        {
            html.WriteLine($"""<pre tabindex="0"><code>dotnet build {OptionValue.Quoted(run.DataName)}</code></pre>""");
            string metadata = changed.Length > 0 ? string.Join(" ", changed.Select(option => option.Metadata)) : "no options of its own";
            html.WriteLine($"<p>where the model’s <code>RetrainModel</code> item has <code>{metadata}</code>.</p>");
        }

        ModelManifest manifest = run.Manifest;
        html.WriteLine($"""<h3>Versions</h3><dl class="facts"><dt>Engine</dt><dd>dotnet-retrain {EngineVersion.Text}</dd>""");
        html.WriteLine($"<dt>Backbone</dt><dd>{manifest.Backbone.Name}, {manifest.Backbone.BottleneckLength} values per bottleneck</dd>");
        html.WriteLine($"<dt>Backbone’s SHA-256</dt><dd><code>{manifest.Backbone.Digest}</code></dd>");
        html.WriteLine($"<dt>Data set’s SHA-256</dt><dd><code>{manifest.DataSetDigest()}</code></dd></dl>");
        html.WriteLine($"""<h3>Options</h3><dl class="facts many">""");
        foreach (OptionValue option in options)
        {
            string value = option.Value.Length > 0 ? option.Value : "none";
            string remark = option.IsDefault ? "(default)" : "";
            html.WriteLine($"""<div><dt>{option.Flag.Name}</dt><dd>{value} <span class="quiet">{remark}</span></dd></div>""");
        }

        html.WriteLine($"</dl>");
    }
}
