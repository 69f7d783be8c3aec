using Retrain.Training.DataChecks;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Reports;

/// <summary>The photos that a report shows, which are a sample of a large data set.</summary>
/// <param name="Samples">The labels that have examples, and these.</param>
/// <param name="Mapped">The points of the map.</param>
/// <param name="Found">The findings whose photos are shown.</param>
/// <param name="Enlarged">The photos of which there is a larger picture, the most important first.</param>
/// <param name="All">Every photo once, the most important first.</param>
internal sealed record PhotoSelection(
    IReadOnlyList<(int Label, IReadOnlyList<ReportedImage> Images)> Samples,
    IReadOnlyList<ReportedImage> Mapped,
    IReadOnlyList<FoundPhotos> Found,
    IReadOnlyList<ReportedImage> Enlarged,
    IReadOnlyList<ReportedImage> All)
{
    private const int MostPoints = 1000;
    private const int MostTested = 500;
    private const int MostSamples = 240;
    private const int MostSamplesOfLabel = 8;

    public static PhotoSelection Of(ReportedRun run)
    {
        IReadOnlyList<(int Label, IReadOnlyList<ReportedImage> Images)> samples = SamplesOf(run);
        ReportedImage[] mapped = SelectionSampling.Draw(run.Images, MostPoints, new SeededRandom((ulong)run.Options.Seed));
        IReadOnlyList<FoundPhotos> found = FoundPhotos.Of(run);
        IReadOnlyList<ReportedImage> mistakes = run.Mistakes;
        IReadOnlyList<ReportedImage> correct = Spread(
            [.. run.TestedImages.Where(image => !image.IsMistake)], Math.Max(0, MostTested - mistakes.Count));
        ReportedImage[] enlarged =
        [
            .. mistakes.Take(MistakesSection.Most),
            .. found.Where(photos => photos.Finding.Kind is FindingKind.WrongLabel).Select(photos => photos.Images[0]),
        ];
        HashSet<string> compared = run.Manifest.Baseline is null ? []
            : [.. BaselineSection.Shown(run.Manifest.Baseline).Select(image => image.Model.Image.Path)];
        IEnumerable<ReportedImage> beside = run.TestedImages.Where(image => compared.Contains(image.Image.Path));
        IEnumerable<ReportedImage> all = enlarged.Concat(beside).Concat(found.SelectMany(photos => photos.Images))
            .Concat(mistakes.Take(MostTested)).Concat(NoveltySection.Strangest(run))
            .Concat(samples.SelectMany(sample => sample.Images)).Concat(correct).Concat(mapped);
        return new(samples, mapped, found, [.. enlarged.Distinct()], [.. all.Distinct()]);
    }

    // Where there are too many labels, those come first that the model gets wrong most often.
    private static IReadOnlyList<(int Label, IReadOnlyList<ReportedImage> Images)> SamplesOf(ReportedRun run)
    {
        ILookup<int, ReportedImage> training = run.Images
            .Where(image => image.Image.Split is Split.Training).ToLookup(image => image.Image.LabelIndex);
        int ofLabel = Math.Clamp(MostSamples / run.Labels.Count, 1, MostSamplesOfLabel);
        int Wrong(int label) => run.Confusion.Total(label) - run.Confusion[label, label];
        IEnumerable<int> labels = Enumerable.Range(0, run.Labels.Count);
        if (run.Labels.Count > MostSamples)
        {
            labels = labels.OrderByDescending(Wrong).Take(MostSamples).Order();
        }

        return [.. labels.Select(label => (label, Spread([.. training[label]], ofLabel)))];
    }

    // Photos taken in a row are alike, so the examples are spread over all of them.
    private static IReadOnlyList<ReportedImage> Spread(IReadOnlyList<ReportedImage> images, int count) =>
        images.Count <= count ? images : [.. Enumerable.Range(0, count).Select(i => images[(int)((long)i * images.Count / count)])];
}
