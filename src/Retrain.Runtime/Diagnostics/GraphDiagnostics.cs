namespace Retrain.Runtime.Diagnostics;

/// <summary>RT2xxx: graphs and backbones.</summary>
internal static class GraphDiagnostics
{
    /// <summary>RT2001: the file is no frozen GraphDef.</summary>
    /// <param name="origin">The graph file.</param>
    /// <param name="reason">What it looks like instead.</param>
    public static Diagnostic NotAGraph(string? origin, string reason) =>
        new(Severity.Error, "RT2001", origin, $"{reason}; pass a frozen TensorFlow graph (.pb), as freeze_graph.py or retrain.py write it.");
}
