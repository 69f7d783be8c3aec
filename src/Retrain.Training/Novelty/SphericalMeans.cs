using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.Novelty;

/// <summary>
/// Finds a few directions that many bottlenecks lie in: spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text
/// data using clustering", Machine Learning 42, 2001, section 3).
/// </summary>
/// <remarks>All arithmetic is done by the kernels of the head, which are compiled with optimization from their first call on.</remarks>
internal sealed unsafe class SphericalMeans
{
    // More rounds move the directions hardly any more; measured with the benchmark familiarity.
    private const int Rounds = 3;

    private const int BlockSize = 96;

    private readonly BottleneckMatrix bottlenecks;

    // The products with all directions are those of a head whose labels are the directions.
    private readonly SoftmaxHead means;
    private readonly BatchLogits products = new(new Shares(threads: 1));
    private readonly float[] cosines;
    private readonly float[] sums; // [count, stride]

    private SphericalMeans(BottleneckMatrix bottlenecks, Example[] first)
    {
        this.bottlenecks = bottlenecks;
        means = new SoftmaxHead(bottlenecks.Length, first.Length);
        cosines = new float[BlockSize * first.Length];
        sums = new float[means.Weights.Length];
        foreach ((int direction, Example example) in first.Index())
        {
            bottlenecks.PaddedRow(example.Row).CopyTo(sums.AsSpan(direction * means.Stride));
        }

        TurnSumsIntoMeans();
    }

    /// <param name="bottlenecks">The bottlenecks, of any length.</param>
    /// <param name="examples">Those to find directions of.</param>
    /// <param name="count">The number of directions, at most that of the examples.</param>
    /// <param name="random">Draws the examples to begin with.</param>
    /// <returns>A row of length 1 for each direction, or 0 for a bottleneck that is zero. // [count, bottleneckLength]</returns>
    public static float[][] Of(
        BottleneckMatrix bottlenecks, Example[] examples, int count, SeededRandom random, CancellationToken cancellationToken)
    {
        SphericalMeans search = new(bottlenecks, SelectionSampling.Draw(examples, count, random));
        for (int round = 0; round < Rounds && count < examples.Length; round++)
        {
            search.AddToNearest(examples, cancellationToken);
            search.TurnSumsIntoMeans();
        }

        SoftmaxHead means = search.means;
        return [.. Enumerable.Range(0, count).Select(direction => means.Weights.Slice(direction * means.Stride, means.Length).ToArray())];
    }

    // In the order of the examples, whose sums are rounded.
    private void AddToNearest(Example[] examples, CancellationToken cancellationToken)
    {
        for (int start = 0; start < examples.Length; start += BlockSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<nint> rows = bottlenecks.Fetch(examples.AsSpan(start, Math.Min(BlockSize, examples.Length - start)));
            products.Compute(means, rows, cosines);
            fixed (float* all = sums)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    AddUnit((float*)rows[i], all + ((long)NearestOf(i) * means.Stride));
                }
            }
        }
    }

    // A direction that no bottleneck is nearest to stays where it was.
    private void TurnSumsIntoMeans()
    {
        fixed (float* all = sums, directions = means.Weights)
        {
            for (int direction = 0; direction < means.LabelCount; direction++)
            {
                long place = (long)direction * means.Stride;
                if (MatMulKernels.Dot(all + place, all + place, means.Stride) > 0)
                {
                    means.Weights.Slice((int)place, means.Stride).Clear();
                    AddUnit(all + place, directions + place);
                }
            }
        }

        Array.Clear(sums);
    }

    private int NearestOf(int row)
    {
        int first = row * means.LabelCount;
        int nearest = first;
        for (int i = first + 1; i < first + means.LabelCount; i++)
        {
            nearest = cosines[i] > cosines[nearest] ? i : nearest;
        }

        return nearest - first;
    }

    // sum += row / |row|
    private void AddUnit(float* row, float* sum)
    {
        float norm = MathF.Sqrt(MatMulKernels.Dot(row, row, means.Stride));
        if (norm > 0)
        {
            nint address = (nint)row;
            float factor = 1 / norm;
            MatMulKernels.DescendOne(new ReadOnlySpan<nint>(in address), &factor, errorStride: 1, sum, means.Stride, rate: -1);
        }
    }
}
