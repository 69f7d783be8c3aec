namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>All the ways in which a photo gets into a classifier.</summary>
internal static class EveryWayIn
{
    public static void ShouldGiveTheSameBits(ImageClassifier classifier, string[] paths)
    {
        paths.Length.ShouldBeGreaterThan(1);
        IReadOnlyList<Prediction>[] expected = [.. paths.Select(classifier.Classify)];
        expected.DistinctBy(predictions => predictions[0].Probability).Count()
            .ShouldBeGreaterThan(1, "photos that cannot be told apart show no mix-up");
        ReadOnlyMemory<byte>[] encoded = [.. paths.Select(path => new ReadOnlyMemory<byte>(File.ReadAllBytes(path)))];

        for (int i = 0; i < paths.Length; i++)
        {
            using FileStream stream = File.OpenRead(paths[i]);
            classifier.Classify(stream).ShouldBe(expected[i]);
            classifier.Classify(encoded[i]).ShouldBe(expected[i]);
        }

        foreach (int threads in new[] { 1, 2, 5 })
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
            ShouldBeEqual(classifier.Classify(paths, options), expected);
            ShouldBeEqual(classifier.Classify(encoded, options), expected);
        }

        ShouldBeEqual(classifier.Classify(paths), expected);
        ShouldBeEqual(classifier.Classify(paths[1..]), expected[1..]);
        ShouldBeEqual(classifier.Classify([.. paths.Reverse()]), [.. expected.Reverse()]);
    }

    // Records compare floats by their value, which for numbers that are neither NaN nor zero is by their bits.
    private static void ShouldBeEqual(IReadOnlyList<IReadOnlyList<Prediction>> actual, IReadOnlyList<Prediction>[] expected)
    {
        actual.Count.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i]);
        }
    }
}
