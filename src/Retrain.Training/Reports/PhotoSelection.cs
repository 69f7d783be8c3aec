using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Reports;

/// <summary>The photos that a report shows: of a large data set, a sample.</summary>
/// <param name="Samples">Of each label, what it looks like.</param>
/// <param name="Mapped">Points of the map.</param>
/// <param name="All">Each once, the most telling first.</param>
internal sealed record PhotoSelection(
    IReadOnlyList<IReadOnlyList<ReportedImage>> Samples, IReadOnlyList<ReportedImage> Mapped, IReadOnlyList<ReportedImage> All)
{
    private const int MostPoints = 1000;
    private const int MostTested = 600;
    private const int MostSamples = 240;
    private const int MostSamplesOfLabel = 8;

    public static PhotoSelection Of(ReportedRun run)
    {
        ILookup<int, ReportedImage> training = run.Images.Where(image => image.Image.Split is Split.Training).ToLookup(image => image.Image.LabelIndex);
        int ofLabel = Math.Clamp(MostSamples / run.Labels.Count, 1, MostSamplesOfLabel);
        IReadOnlyList<ReportedImage>[] samples = [.. run.Labels.Select((_, label) => Spread([.. training[label]], ofLabel))];
        ReportedImage[] mapped = SelectionSampling.Draw(run.Images, MostPoints, new SeededRandom((ulong)run.Options.Seed));
        IReadOnlyList<ReportedImage> mistakes = run.Mistakes;
        IReadOnlyList<ReportedImage> correct = Spread(
            [.. run.TestedImages.Where(image => !image.IsMistake)], Math.Max(0, MostTested - mistakes.Count));
        return new(samples, mapped, [.. mistakes.Take(MostTested).Concat(samples.SelectMany(images => images)).Concat(correct).Concat(mapped).Distinct()]);
    }

    // Of photos taken in a row, not the first few.
    private static IReadOnlyList<ReportedImage> Spread(IReadOnlyList<ReportedImage> images, int count) =>
        images.Count <= count ? images : [.. Enumerable.Range(0, count).Select(i => images[(int)((long)i * images.Count / count)])];
}
