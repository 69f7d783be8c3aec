using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime.Models;

namespace Retrain.Training.Files;

/// <summary>The files that a run writes. Their default paths are those of retrain.py.</summary>
internal sealed record OutputOptions
{
    public string Graph { get; init; } = InTemp("output_graph.pb");

    /// <summary>The trained graph as an ONNX model; <see langword="null"/> for none.</summary>
    public string? Onnx { get; init; }

    /// <summary>A text file with a label per line, in the order of the graph's probabilities.</summary>
    public string Labels { get; init; } = InTemp("output_labels.txt");

    /// <summary>
    /// A JSON file that records the model, its training data and its accuracy. By default it lies beside the graph: manifest.json beside
    /// output_graph, and NAME.manifest.json beside another NAME, so that each of several graphs in a folder keeps its own.
    /// </summary>
    [AllowNull]
    public string Manifest
    {
        get => field ?? DefaultManifest;
        init;
    }

    /// <summary>A page that shows the run, also written when the test accuracy is too low; <see langword="null"/> for none.</summary>
    public string? Report { get; init; }

    /// <summary>The folder of the graphs that are written during training.</summary>
    public string IntermediateGraphsDir { get; init; } = InTemp("intermediate_graph");

    /// <summary>The folder of TensorBoard's event files; <see langword="null"/> for none.</summary>
    public string? SummariesDir { get; init; }

    /// <summary>The name of the probabilities in the trained graph.</summary>
    public string FinalTensorName { get; init; } = "final_result";

    /// <summary>The outputs for a graph in the format of ONNX, whose default name says so.</summary>
    public OutputOptions OnnxByDefault => Graph == new OutputOptions().Graph ? this with { Graph = InTemp("output_graph.onnx") } : this;

    /// <summary>The extension that determines the format of the trained graph: .onnx or .pb.</summary>
    public string GraphExtension => Graph.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? ".onnx" : ".pb";

    private string DefaultManifest =>
        Path.GetFileNameWithoutExtension(Graph) is "output_graph"
            ? Path.Combine(Path.GetDirectoryName(Graph) ?? "", ManifestSearch.SharedName)
            : Path.ChangeExtension(Graph, ManifestSearch.Ending);

    // The tutorial uses /tmp.
    private static string InTemp(string name) => Path.Combine(Path.GetTempPath(), name);
}
