using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Reports;

/// <summary>The photos that a report shows, which are a sample of a large data set.</summary>
/// <param name="Samples">The examples of each label.</param>
/// <param name="Mapped">The points of the map.</param>
/// <param name="All">Every photo once, the most important first.</param>
internal sealed record PhotoSelection(
    IReadOnlyList<IReadOnlyList<ReportedImage>> Samples, IReadOnlyList<ReportedImage> Mapped, IReadOnlyList<ReportedImage> All)
{
    private const int MostPoints = 1000;
    private const int MostTested = 600;
    private const int MostSamples = 240;
    private const int MostSamplesOfLabel = 8;

    public static PhotoSelection Of(ReportedRun run)
    {
        ILookup<int, ReportedImage> training = run.Images
            .Where(image => image.Image.Split is Split.Training).ToLookup(image => image.Image.LabelIndex);
        int ofLabel = Math.Clamp(MostSamples / run.Labels.Count, 1, MostSamplesOfLabel);
        IReadOnlyList<ReportedImage>[] samples = [.. run.Labels.Select((_, label) => Spread([.. training[label]], ofLabel))];
        ReportedImage[] mapped = SelectionSampling.Draw(run.Images, MostPoints, new SeededRandom((ulong)run.Options.Seed));
        IReadOnlyList<ReportedImage> mistakes = run.Mistakes;
        IReadOnlyList<ReportedImage> correct = Spread(
            [.. run.TestedImages.Where(image => !image.IsMistake)], Math.Max(0, MostTested - mistakes.Count));
        IEnumerable<ReportedImage> examples = samples.SelectMany(images => images);
        return new(samples, mapped, [.. mistakes.Take(MostTested).Concat(examples).Concat(correct).Concat(mapped).Distinct()]);
    }

    // Photos taken in a row are alike, so the examples are spread over all of them.
    private static IReadOnlyList<ReportedImage> Spread(IReadOnlyList<ReportedImage> images, int count) =>
        images.Count <= count ? images : [.. Enumerable.Range(0, count).Select(i => images[(int)((long)i * images.Count / count)])];
}
