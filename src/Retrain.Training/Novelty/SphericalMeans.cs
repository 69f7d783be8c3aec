using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.Novelty;

/// <summary>
/// Finds a few directions that many bottlenecks lie in: spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text
/// data using clustering", Machine Learning 42, 2001, section 3).
/// </summary>
internal static class SphericalMeans
{
    // More rounds move the directions hardly any more; measured with the benchmark familiarity.
    private const int Rounds = 3;

    private const int BlockSize = 96;

    /// <param name="bottlenecks">The bottlenecks, of any length.</param>
    /// <param name="examples">Those to find directions of.</param>
    /// <param name="count">The number of directions, at most that of the examples.</param>
    /// <param name="random">Draws the examples to begin with.</param>
    /// <returns>A row of length 1 for each direction, or 0 for a bottleneck that is zero. // [count, bottleneckLength]</returns>
    public static float[][] Of(
        BottleneckMatrix bottlenecks, Example[] examples, int count, SeededRandom random, CancellationToken cancellationToken)
    {
        float[][] means = [.. SelectionSampling.Draw(examples, count, random).Select(example => Unit(Row(bottlenecks, example)))];
        for (int round = 0; round < Rounds && count < examples.Length; round++)
        {
            float[][] sums = [.. means.Select(mean => new float[mean.Length])];
            AddToNearest(bottlenecks, examples, means, sums, cancellationToken);

            // A direction that no bottleneck is nearest to stays where it was.
            means = [.. means.Zip(sums, (mean, sum) => TensorPrimitives.Norm<float>(sum) > 0 ? Unit(sum) : mean)];
        }

        return means;
    }

    private static void AddToNearest(
        BottleneckMatrix bottlenecks, Example[] examples, float[][] means, float[][] sums, CancellationToken cancellationToken)
    {
        // The products are those of a head whose labels are the directions.
        SoftmaxHead head = new(bottlenecks.Length, means.Length);
        foreach ((int i, float[] mean) in means.Index())
        {
            mean.CopyTo(head.Weights, i * head.Stride);
        }

        BatchLogits products = new(new Shares(Environment.ProcessorCount));
        float[] cosines = new float[BlockSize * means.Length];
        for (int start = 0; start < examples.Length; start += BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Example[] block = examples[start..Math.Min(examples.Length, start + BlockSize)];
            ReadOnlySpan<nint> rows = bottlenecks.Fetch(block);
            products.Compute(head, rows, cosines);
            for (int i = 0; i < block.Length; i++)
            {
                // In the order of the examples, so that the bits do not depend on the number of threads.
                ReadOnlySpan<float> row = At(rows[i], bottlenecks.Length);
                float norm = TensorPrimitives.Norm(row);
                if (norm > 0)
                {
                    float[] sum = sums[TensorPrimitives.IndexOfMax<float>(cosines.AsSpan(i * means.Length, means.Length))];
                    TensorPrimitives.MultiplyAdd(row, 1 / norm, sum, sum);
                }
            }
        }
    }

    private static unsafe ReadOnlySpan<float> At(nint row, int length) => new((float*)row, length);

    private static ReadOnlySpan<float> Row(BottleneckMatrix bottlenecks, Example example) =>
        bottlenecks.PaddedRow(example.Row)[..bottlenecks.Length];

    private static float[] Unit(ReadOnlySpan<float> values)
    {
        float[] unit = new float[values.Length];
        float norm = TensorPrimitives.Norm(values);
        if (norm > 0)
        {
            TensorPrimitives.Divide(values, norm, unit);
        }

        return unit;
    }
}
