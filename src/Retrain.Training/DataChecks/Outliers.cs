using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Finds images that are unlike any other by comparing the distance to their nearest neighbours (Ramaswamy, Rastogi and Shim, "Efficient
/// Algorithms for Mining Outliers from Large Data Sets", 2000) with what is usual among the images.
/// </summary>
internal static class Outliers
{
    private const int NeighbourCount = 5;

    // Fewer images do not show what is usual.
    private const int FewestImages = 50;

    // Images are compared with all others, or with a sample of every label if there are many, so that the work grows only linearly.
    private const int MostCompared = 4096;
    private const int SampleSize = 512;
    private const int RowsAtOnce = 256;

    // The number of robust deviations below the median. 1,000 photos of flowers contain three such images.
    private const double UnusualDeviations = 3.5;

    // The standard deviation of normal values divided by their median absolute deviation.
    private const double DeviationPerMedian = 1.4826;

    /// <param name="groups">The groups of images that show one photo, which do not make it usual.</param>
    public static IEnumerable<Finding> In(
        LabeledBottlenecks images, IReadOnlyList<int> groups, ulong seed, int threads, CancellationToken cancellationToken)
    {
        if (images.Images.Count < FewestImages)
        {
            return [];
        }

        float[] similarities = Similarities(images, groups, Compared(images, new SeededRandom(seed)), threads, cancellationToken);
        double median = Median(similarities.Select(similarity => (double)similarity));
        double deviation = DeviationPerMedian * Median(similarities.Select(similarity => Math.Abs(similarity - median)));
        return similarities.Index().Where(entry => entry.Item < median - (UnusualDeviations * deviation))
            .OrderBy(entry => entry.Item)
            .Select(entry => (Image: images.Images[entry.Index], Similarity: entry.Item))
            .Select(entry => new Finding(
                FindingKind.Outlier, [entry.Image.Path], entry.Image.Label, null, Math.Clamp(1 - entry.Similarity, 0, 1),
                DataDiagnostics.Outlier(entry.Image.Path, entry.Similarity, median)));
    }

    private static int[] Compared(LabeledBottlenecks images, SeededRandom random)
    {
        if (images.Images.Count <= MostCompared)
        {
            return [.. Enumerable.Range(0, images.Images.Count)];
        }

        int perLabel = Math.Max(NeighbourCount + 1, SampleSize / images.Labels.Count);
        return [.. Enumerable.Range(0, images.Images.Count).GroupBy(i => images.Images[i].LabelIndex)
            .SelectMany(label => label.OrderBy(_ => random.NextUInt64()).Take(perLabel)).Order()];
    }

    /// <summary>The mean cosine of each image with the nearest of <paramref name="compared"/>.</summary>
    private static unsafe float[] Similarities(
        LabeledBottlenecks images, IReadOnlyList<int> groups, int[] compared, int threads, CancellationToken cancellationToken)
    {
        int stride = images.Matrix.Stride;
        int padded = (compared.Length + 3) / 4 * 4;
        float[] others = new float[padded * stride]; // [padded, stride]
        for (int i = 0; i < compared.Length; i++)
        {
            images.Matrix.PaddedRow(images.Images[compared[i]].Row).CopyTo(others.AsSpan(i * stride));
        }

        float[] similarities = new float[images.Images.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (int start = 0; start < images.Images.Count; start += RowsAtOnce)
        {
            int first = start;
            Example[] batch = [.. images.Images.Skip(first).Take(RowsAtOnce).Select(Example.Of)];
            nint[] rows = images.Matrix.Fetch(batch).ToArray();
            Parallel.For(0, batch.Length, parallel, () => new float[padded], (k, _, cosines) =>
            {
                fixed (float* other = others, cosine = cosines)
                {
                    for (int j = 0; j < padded; j += 4)
                    {
                        MatMulKernels.FourDots((float*)rows[k], other + ((long)j * stride), stride, cosine + j);
                    }
                }

                similarities[first + k] = Nearest(first + k, groups, compared, cosines);
                return cosines;
            }, _ => { });
        }

        return similarities;
    }

    private static float Nearest(int image, IReadOnlyList<int> groups, int[] compared, float[] cosines)
    {
        Span<float> nearest = stackalloc float[NeighbourCount];
        nearest.Fill(-1);
        for (int j = 0; j < compared.Length; j++)
        {
            if (cosines[j] > nearest[0] && groups[compared[j]] != groups[image])
            {
                nearest[0] = cosines[j];
                nearest.Sort();
            }
        }

        return TensorPrimitives.Sum<float>(nearest) / NeighbourCount;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
