using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2xxx: networks that cannot serve as a backbone. The other RT2xxx of graphs are in Retrain.Runtime.</summary>
internal static class NetworkDiagnostics
{
    /// <summary>RT2030: where images enter is anybody's guess.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="candidates">Tensors that images could enter by.</param>
    public static Diagnostic NoInput(string? origin, IReadOnlyList<string> candidates) =>
        new(Severity.Error, "RT2030", origin, candidates.Count > 1
            ? $"has several tensors that images could enter by; pass --input_tensor {candidates[0]}, or another of {string.Join(", ", candidates)}."
            : "does not show where images enter; name the tensor of normalised pixels with --input_tensor.");

    /// <summary>RT2032: no bottleneck to propose.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="results">Where the search began.</param>
    public static Diagnostic NoBottleneck(string? origin, IReadOnlyList<string> results) =>
        new(Severity.Error, "RT2032", origin,
            $"has neither a fully connected layer nor a pooling before its end ({string.Join(", ", results.Take(3).Select(result => $"'{result}'"))}); "
            + "name the tensor that the new layer is to read with --bottleneck_tensor.");

    /// <summary>RT2034: a node that would be there twice.</summary>
    public static Diagnostic HeadNameTaken(string? origin, string name) =>
        new(Severity.Error, "RT2034", origin,
            $"has a node '{name}' already, as graphs do that were trained before; choose a tensor before it with --bottleneck_tensor.");

    /// <summary>RT2035: what --output_onnx would write is not what was trained.</summary>
    /// <param name="origin">The backbone's file.</param>
    /// <param name="difference">Of the worst probability, for instance "0.001".</param>
    public static Diagnostic OtherProbabilities(string? origin, string difference) =>
        new(Severity.Error, "RT2035", origin,
            $"gives probabilities that differ by {difference} as an ONNX model; leave --output_onnx out, and report the graph.");
}
