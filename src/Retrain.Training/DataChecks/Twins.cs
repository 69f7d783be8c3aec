namespace Retrain.Training.DataChecks;

/// <summary>Two images of one photo, changed a little.</summary>
/// <param name="First">Index of the later image.</param>
/// <param name="Second">Index of the earlier one.</param>
/// <param name="Similarity">Of bottlenecks or fingerprints, whichever agree better. // [0, 1]</param>
internal readonly record struct Twins(int First, int Second, float Similarity)
{
    /// <summary>The best pair of each later image, surest first: of a series of frames every pair is alike.</summary>
    public static IEnumerable<Twins> OnePerImage(IEnumerable<Twins> twins) =>
        twins.GroupBy(pair => pair.First, (_, pairs) => pairs.MaxBy(pair => pair.Similarity)).OrderByDescending(pair => pair.Similarity);
}
