namespace Retrain.Training.Inspection;

/// <summary>How often a graph uses an op.</summary>
/// <param name="Op">TensorFlow's or ONNX's name of it.</param>
/// <param name="Count">Nodes of that op.</param>
internal sealed record OpCount(string Op, int Count)
{
    /// <summary>The most frequent first.</summary>
    public static IReadOnlyList<OpCount> Of(IEnumerable<string> ops) =>
    [
        .. ops.CountBy(op => op, StringComparer.Ordinal)
            .Select(pair => new OpCount(pair.Key, pair.Value))
            .OrderByDescending(op => op.Count).ThenBy(op => op.Op, StringComparer.Ordinal),
    ];
}
