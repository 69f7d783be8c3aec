using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Finds photos that exist twice with small changes. Bottlenecks recognise a cropped photo, which fingerprints do not. Fingerprints
/// recognise a small or badly compressed photo, which bottlenecks do not. Where both agree, less similarity is enough.
/// </summary>
internal static class TwinSearch
{
    // Among 1,000 photos of flowers, the most similar fingerprints of two have 0.93; photos in another size or compression have 0.997 or
    // more.
    private const float SameFingerprint = 0.97f;

    // Blank images have equal fingerprints too, so the bottlenecks must not contradict.
    private const float NoContradiction = 0.5f;

    // A photo cropped by 5% has at least 0.915 of the bottleneck and 0.77 of the fingerprint. Different photos with more than 0.87 of the
    // bottleneck have at most 0.5 of the fingerprint.
    private const float SameBottleneck = 0.9f;
    private const float SimilarFingerprint = 0.6f;

    /// <summary>Finds pairs of images.</summary>
    /// <param name="fingerprints">The fingerprint of each image.</param>
    /// <returns>The pairs whose bytes differ, in order.</returns>
    public static IReadOnlyList<Twins> Find(
        LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints, int threads, CancellationToken cancellationToken)
    {
        // Images with equal bytes need no comparison.
        int[] distinct = [.. Enumerable.Range(0, images.Images.Count).DistinctBy(i => images.Images[i].Digest)];
        Sketches bottlenecks = Sketches.Of(
            distinct.Length, images.Matrix.Length, (i, vector) => Row(distinct[i]).CopyTo(vector), cancellationToken);
        Sketches direct = Sketches.Of(
            distinct.Length, Fingerprint.Length, (i, vector) => fingerprints[distinct[i]].Frequencies.CopyTo(vector), cancellationToken);
        Sketches mirrored = Sketches.Of(
            distinct.Length, Fingerprint.Length, (i, vector) => fingerprints[distinct[i]].Mirror(vector), cancellationToken);
        IEnumerable<(int First, int Second)> candidates =
            bottlenecks.Pairs(bottlenecks, SameBottleneck, threads, cancellationToken)
                .Concat(direct.Pairs(direct, SameFingerprint, threads, cancellationToken))
                .Concat(direct.Pairs(mirrored, SameFingerprint, threads, cancellationToken))
                .Distinct();
        List<Twins> twins = [];
        foreach ((int first, int second) in candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            float fingerprint = Fingerprint.Similarity(fingerprints[distinct[first]], fingerprints[distinct[second]]);
            if (fingerprint < SimilarFingerprint)
            {
                continue;
            }

            float bottleneck = Cosine(images, distinct[first], distinct[second]);
            if (bottleneck >= SameBottleneck || (fingerprint >= SameFingerprint && bottleneck >= NoContradiction))
            {
                twins.Add(new Twins(distinct[first], distinct[second], Math.Min(1, Math.Max(bottleneck, fingerprint))));
            }
        }

        return [.. twins.OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];

        ReadOnlySpan<float> Row(int image) => images.Matrix.PaddedRow(images.Images[image].Row)[..images.Matrix.Length];
    }

    // The bottlenecks have length 1.
    private static unsafe float Cosine(LabeledBottlenecks images, int first, int second)
    {
        ReadOnlySpan<nint> rows = images.Matrix.Fetch([Example.Of(images.Images[first]), Example.Of(images.Images[second])]);
        return MatMulKernels.Dot((float*)rows[0], (float*)rows[1], images.Matrix.Stride);
    }
}
