using System.Diagnostics.CodeAnalysis;

namespace Retrain.Training.Files;

/// <summary>The files that a run writes, by default where retrain.py writes them.</summary>
internal sealed record OutputOptions
{
    public string Graph { get; init; } = InTemp("output_graph.pb");

    /// <summary>The trained graph as an ONNX model; <see langword="null"/> for none.</summary>
    public string? Onnx { get; init; }

    /// <summary>A text file with a label per line, in the order of the graph's probabilities.</summary>
    public string Labels { get; init; } = InTemp("output_labels.txt");

    /// <summary>A JSON file that says what was trained, on what, and how well; manifest.json beside the graph where none is named.</summary>
    [AllowNull]
    public string Manifest
    {
        get => field ?? Path.Combine(Path.GetDirectoryName(Graph) ?? "", "manifest.json");
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

    /// <summary>The ending by which the trained graph's name says its format: .onnx or .pb.</summary>
    public string GraphExtension => Graph.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? ".onnx" : ".pb";

    // As in the tutorial, where it is /tmp.
    private static string InTemp(string name) => Path.Combine(Path.GetTempPath(), name);
}
