using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.Heads;

/// <summary>
/// Brings bottlenecks of unusual size into the range in which retrain.py's default learning rate works: some backbones end in values
/// near 0.01, others near 100.
/// </summary>
/// <param name="RootMeanSquare">Of all values of the training set, before scaling.</param>
/// <param name="Factor">
/// All bottlenecks were multiplied by it, and the written weights must be. A power of two, so that neither rounds anything.
/// </param>
internal sealed record BottleneckScale(double RootMeanSquare, float Factor)
{
    private const double Smallest = 0.2;
    private const double Largest = 5;

    public bool IsIdentity => Factor == 1;

    /// <summary>Measures the training set and scales every row of the matrix where the measure is out of range.</summary>
    public static BottleneckScale Apply(BottleneckMatrix bottlenecks, IEnumerable<int> trainingRows, CancellationToken cancellationToken)
    {
        double sumOfSquares = 0;
        long count = 0;
        foreach (int row in trainingRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sumOfSquares += TensorPrimitives.SumOfSquares(bottlenecks.PaddedRow(row));
            count += bottlenecks.Length;
        }

        double rootMeanSquare = Math.Sqrt(sumOfSquares / Math.Max(1, count));
        if (rootMeanSquare is (>= Smallest and <= Largest) or 0 || !double.IsFinite(rootMeanSquare))
        {
            return new BottleneckScale(rootMeanSquare, 1);
        }

        float factor = MathF.ScaleB(1, -(int)Math.Round(Math.Log2(rootMeanSquare)));
        bottlenecks.Scale(factor);
        return new BottleneckScale(rootMeanSquare, factor);
    }

    /// <summary>A bottleneck as it was.</summary>
    /// <param name="scaled">// [length]</param>
    /// <param name="bottleneck">Receives it. // [length]</param>
    public void Undo(ReadOnlySpan<float> scaled, Span<float> bottleneck) => TensorPrimitives.Divide(scaled, Factor, bottleneck);
}
