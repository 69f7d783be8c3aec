using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Finds photos that are there twice, changed a little. Bottlenecks know a trimmed photo again, which fingerprints do not; fingerprints
/// know a small or badly compressed one again, which bottlenecks do not; where both nod, less of each is enough.
/// </summary>
internal static class TwinSearch
{
    // Of 1,000 photos of flowers the most alike fingerprints of two have 0.93; photos in another size or compression 0.997 and more.
    private const float SameFingerprint = 0.97f;

    // Blank images have equal fingerprints too: then what the network sees must not contradict.
    private const float NoContradiction = 0.5f;

    // 5 % trimmed off leave 0.915 of the one and 0.77 of the other at least; different photos with more than 0.87 of the one have 0.5 of the other at most.
    private const float SameBottleneck = 0.9f;
    private const float SimilarFingerprint = 0.6f;

    /// <param name="fingerprints">Of each image.</param>
    /// <returns>Those whose bytes differ, ordered.</returns>
    public static IReadOnlyList<Twins> Find(
        LabeledBottlenecks images, IReadOnlyList<Fingerprint> fingerprints, int threads, CancellationToken cancellationToken)
    {
        // Equal bytes are found without looking.
        int[] distinct = [.. Enumerable.Range(0, images.Images.Count).DistinctBy(i => images.Images[i].Digest)];
        Sketches bottlenecks = Sketches.Of(distinct.Length, images.Matrix.Length, (i, vector) => Row(distinct[i]).CopyTo(vector), cancellationToken);
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
