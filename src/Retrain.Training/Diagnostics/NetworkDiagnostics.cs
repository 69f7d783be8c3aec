using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT2xxx: networks that cannot serve as a backbone. The other diagnostics of graphs are in Retrain.Runtime.</summary>
internal static class NetworkDiagnostics
{
    /// <summary>RT2030: the graph does not show which tensor takes images.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="candidates">The tensors that could take images.</param>
    public static Diagnostic NoInput(string? origin, IReadOnlyList<string> candidates) =>
        new(Severity.Error, "RT2030", origin, candidates.Count > 1
            ? $"several tensors of the graph could take images ({string.Join(", ", candidates)}); name one of them with --input_tensor."
            : "the graph does not show which tensor takes images; name the tensor of normalised pixels with --input_tensor.");

    /// <summary>RT2032: there is no bottleneck to propose.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="results">The tensors that the search began at.</param>
    public static Diagnostic NoBottleneck(string? origin, IReadOnlyList<string> results) =>
        new(Severity.Error, "RT2032", origin,
            "the graph has neither a fully connected layer nor a pooling layer before its end "
            + $"({string.Join(", ", results.Take(3).Select(result => $"'{result}'"))}); "
            + "name the tensor that the new layer is to read with --bottleneck_tensor.");

    /// <summary>RT2034: a node of the head has the name of one that is in the graph.</summary>
    public static Diagnostic HeadNameTaken(string? origin, string name) =>
        new(Severity.Error, "RT2034", origin,
            $"the graph already has a node '{name}', as every graph does that was trained before; "
            + "choose a tensor before it with --bottleneck_tensor.");

    /// <summary>RT2035: the model that --output_onnx would write computes something else than the trained graph.</summary>
    /// <param name="origin">The backbone's file.</param>
    /// <param name="difference">The largest difference of a probability, for instance "0.001".</param>
    public static Diagnostic OtherProbabilities(string? origin, string difference) =>
        new(Severity.Error, "RT2035", origin,
            $"the graph's probabilities differ by {difference} when it is run as an ONNX model; omit --output_onnx, and report the graph.");
}
