namespace Retrain.Training.Inspection;

/// <summary>The number of times that a graph uses an op.</summary>
/// <param name="Op">The name of the op in TensorFlow or ONNX.</param>
/// <param name="Count">The number of nodes with that op.</param>
internal sealed record OpCount(string Op, int Count)
{
    /// <summary>Counts ops, the most frequent first.</summary>
    public static IReadOnlyList<OpCount> Of(IEnumerable<string> ops) =>
    [
        .. ops.CountBy(op => op, StringComparer.Ordinal)
            .Select(pair => new OpCount(pair.Key, pair.Value))
            .OrderByDescending(op => op.Count).ThenBy(op => op.Op, StringComparer.Ordinal),
    ];
}
