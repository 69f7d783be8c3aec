using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Events;

namespace Retrain.Training.Heads;

/// <summary>
/// Brings bottlenecks of unusual size into the range in which retrain.py's default learning rate works: some backbones end in values
/// near 0.01, others near 100.
/// </summary>
/// <param name="RootMeanSquare">The root mean square of all values of the training set, before scaling.</param>
/// <param name="Factor">The number that bottlenecks are multiplied by during training: a power of two, which rounds nothing.</param>
internal sealed record BottleneckScale(double RootMeanSquare, float Factor)
{
    private const double Smallest = 0.2;
    private const double Largest = 5;
    private const int BlockSize = 96;
    private const int RowsOfPart = 16;

    public bool IsIdentity => Factor == 1;

    /// <summary>Measures the training set and scales every row of the matrix where the measure is out of range.</summary>
    /// <param name="report">Told where they are scaled.</param>
    public static BottleneckScale Apply(LabeledBottlenecks bottlenecks, Action<TrainingEvent> report, CancellationToken cancellationToken)
    {
        BottleneckScale scale = Measure(bottlenecks.Matrix, bottlenecks.Training.SelectMany(examples => examples), cancellationToken);
        if (!scale.IsIdentity)
        {
            bottlenecks.Matrix.Scale(scale.Factor);
            report(new BottlenecksScaled(scale.RootMeanSquare, scale.Factor));
        }

        return scale;
    }

    /// <summary>The head that gives for bottlenecks as they were what <paramref name="head"/> gives for scaled ones.</summary>
    public SoftmaxHead Fold(SoftmaxHead head) => IsIdentity ? head : head.WithScaledWeights(Factor);

    /// <summary>Brings the bottlenecks back to what they were.</summary>
    public void Undo(BottleneckMatrix bottlenecks)
    {
        if (!IsIdentity)
        {
            bottlenecks.Scale(1 / Factor);
        }
    }

    private static BottleneckScale Measure(BottleneckMatrix bottlenecks, IEnumerable<Example> training, CancellationToken cancellationToken)
    {
        // Some rows are read at once, and their sums are added in the order of the rows.
        Shares shares = new(Environment.ProcessorCount);
        float[] sums = new float[BlockSize];
        double sumOfSquares = 0;
        long count = 0;
        foreach (Example[] block in training.Chunk(BlockSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Measure(bottlenecks.Fetch(block), bottlenecks.Stride, shares, sums);
            for (int i = 0; i < block.Length; i++)
            {
                sumOfSquares += sums[i];
            }

            count += (long)block.Length * bottlenecks.Length;
        }

        double rootMeanSquare = Math.Sqrt(sumOfSquares / Math.Max(1, count));
        if (rootMeanSquare is (>= Smallest and <= Largest) or 0 || !double.IsFinite(rootMeanSquare))
        {
            return new BottleneckScale(rootMeanSquare, 1);
        }

        return new BottleneckScale(rootMeanSquare, MathF.ScaleB(1, -(int)Math.Round(Math.Log2(rootMeanSquare))));
    }

    private static unsafe void Measure(ReadOnlySpan<nint> rows, int stride, Shares shares, float[] sums)
    {
        nint[] addresses = [.. rows];
        shares.Run(addresses.Length, RowsOfPart, stride, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                sums[i] = TensorPrimitives.SumOfSquares(new ReadOnlySpan<float>((float*)addresses[i], stride));
            }
        });
    }
}
