namespace Retrain.Training.DataChecks;

/// <summary>Two images of one photo with small changes.</summary>
/// <param name="First">The index of the later image.</param>
/// <param name="Second">The index of the earlier image.</param>
/// <param name="Similarity">The similarity of bottlenecks or fingerprints, whichever is larger, in [0, 1].</param>
internal readonly record struct Twins(int First, int Second, float Similarity)
{
    /// <summary>
    /// Keeps the best pair of each later image, as all pairs in a series of frames are alike, and orders the pairs by similarity.
    /// </summary>
    public static IEnumerable<Twins> OnePerImage(IEnumerable<Twins> twins) =>
        twins.GroupBy(pair => pair.First, (_, pairs) => pairs.MaxBy(pair => pair.Similarity)).OrderByDescending(pair => pair.Similarity);
}
