using Retrain.Runtime;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Files;

/// <summary>Protects the default outputs, which lie in the temporary folder that all users of a machine share.</summary>
internal static class DefaultOutputs
{
    /// <summary>
    /// Requires that no default output belongs to another user, who would own the model, or lead it to another file by a link.
    /// </summary>
    /// <exception cref="RetrainException">RT4014: one does.</exception>
    public static void RequireOwn(OutputOptions options, bool storesIntermediateGraphs)
    {
        OutputOptions defaults = new();
        OutputOptions onnx = defaults with { Graph = Path.ChangeExtension(defaults.Graph, ".onnx") };
        (string Flag, string Path, bool IsDefault)[] outputs =
        [
            ("--output_graph", options.Graph, options.Graph == defaults.Graph || options.Graph == onnx.Graph),
            ("--output_labels", options.Labels, options.Labels == defaults.Labels),
            ("--output_manifest", options.Manifest, options.Manifest == defaults.Manifest),
            ("--intermediate_output_graphs_dir", options.IntermediateGraphsDir,
                storesIntermediateGraphs && options.IntermediateGraphsDir == defaults.IntermediateGraphsDir),
        ];
        foreach ((string flag, string path, _) in outputs.Where(output => output.IsDefault && IsOfAnotherUser(output.Path)))
        {
            throw new RetrainException(OptionDiagnostics.DefaultOfAnotherUser(path, flag));
        }
    }

    /// <summary>Whether another user made what lies at a path: a file, a folder or a link.</summary>
    public static bool IsOfAnotherUser(string path) => UnixEntry.Of(path) is { IsOfAnotherUser: true };
}
