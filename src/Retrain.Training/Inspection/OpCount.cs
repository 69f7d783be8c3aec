namespace Retrain.Training.Inspection;

/// <summary>The number of times that a graph uses an op.</summary>
/// <param name="Op">The name of the op in TensorFlow or ONNX.</param>
/// <param name="Count">The number of nodes with that op.</param>
internal sealed record OpCount(string Op, int Count)
{
    /// <summary>Adds numbers up; a damaged graph may claim so many that the sum stops at the largest number.</summary>
    public static long Sum(IEnumerable<Int128> counts) =>
        (long)counts.Aggregate((Int128)0, (sum, count) => Int128.Min(sum + count, long.MaxValue));

    /// <summary>Counts ops, the most frequent first.</summary>
    public static IReadOnlyList<OpCount> Of(IEnumerable<string> ops) =>
    [
        .. ops.CountBy(op => op, StringComparer.Ordinal)
            .Select(pair => new OpCount(pair.Key, pair.Value))
            .OrderByDescending(op => op.Count).ThenBy(op => op.Op, StringComparer.Ordinal),
    ];
}
