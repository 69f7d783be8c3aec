using System.Diagnostics;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Images;

namespace Retrain.Training.Similarity;

/// <summary>
/// Finds the photos of a folder whose bottlenecks have the most similar direction. Bottlenecks go by in groups of some megabytes, so that
/// the memory does not grow with the folder; each is compared with all queries while it is there.
/// </summary>
/// <param name="backbone">The network.</param>
/// <param name="bottlenecks">Says how bottlenecks are computed and cached.</param>
/// <param name="options">The photos that are listed.</param>
/// <param name="report">Told what happens.</param>
internal sealed unsafe class PhotoSearch(
    Backbone backbone, BottleneckOptions bottlenecks, SearchOptions options, Action<TrainingEvent> report)
{
    // Similarities of so many pairs are in memory at a time.
    private const int MostPairs = 1 << 18;

    private double[] similarities = [];
    private long comparing;
    private int notNumbers;

    /// <summary>Searches.</summary>
    /// <param name="queries">The photos to compare with.</param>
    /// <param name="photos">The photos of the folder; those that cannot be read have a problem afterwards.</param>
    /// <param name="started">The time at which the loading of the photos began.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public SearchResult Run(
        IReadOnlyList<LabeledImage> queries, IReadOnlyList<LabeledImage> photos, long started, CancellationToken cancellationToken)
    {
        using BottleneckSource source = new(backbone, bottlenecks, report);
        BottleneckMatrix ofQueries = source.Load(queries, cancellationToken);
        int computed = source.ComputedCount;
        LabeledImage[] readable = [.. queries.Where(query => query.Problem is null)];
        using CosineQueries compared = new(ofQueries, [.. readable.Select(query => query.Row)], bottlenecks.Threads);
        Query[] kept = [.. readable.Index().Select(query => new Query(query.Item, new NearestPhotos(options.Count)))];
        foreach ((int index, Query query) in kept.Index().Where(query => !compared.HasDirection(query.Index)))
        {
            report(new ProblemFound(SearchDiagnostics.NoDirection(query.Image.Path)));
        }

        if (kept.Length > 0)
        {
            source.LoadInGroups(photos, (group, rows) => Compare(group, rows, compared, kept), cancellationToken);
            computed += source.ComputedCount;
        }

        ReportLeftOut(photos);
        TimeSpan comparison = Stopwatch.GetElapsedTime(0, comparing);
        return new SearchResult(
            [.. kept.Select(query => query.Result)],
            photos.Count(photo => photo.Problem is not null) + notNumbers,
            computed,
            Stopwatch.GetElapsedTime(started) - comparison,
            comparison);
    }

    private void Compare(IReadOnlyList<LabeledImage> group, BottleneckMatrix rows, CosineQueries queries, Query[] kept)
    {
        long began = Stopwatch.GetTimestamp();
        int mostRows = Math.Max(1, MostPairs / kept.Length);
        for (int first = 0; first < group.Count; first += mostRows)
        {
            int count = Math.Min(mostRows, group.Count - first);
            if (similarities.Length < count * kept.Length)
            {
                similarities = new double[count * kept.Length];
            }

            fixed (float* row = rows.PaddedRow(first))
            {
                queries.Compare(row, count, similarities);
            }

            // In the order of the photos, on one thread: the mean of many numbers depends on their order.
            for (int i = 0; i < count; i++)
            {
                Add(group[first + i], similarities.AsSpan(i * kept.Length, kept.Length), kept);
            }
        }

        comparing += Stopwatch.GetTimestamp() - began;
    }

    private void Add(LabeledImage photo, ReadOnlySpan<double> similaritiesOfPhoto, Query[] kept)
    {
        if (photo.Problem is not null)
        {
            return;
        }

        bool isNumber = true;
        for (int query = 0; query < kept.Length; query++)
        {
            isNumber &= double.IsFinite(similaritiesOfPhoto[query]);
            if (double.IsFinite(similaritiesOfPhoto[query]) && (options.IncludesQuery || !kept[query].IsSameFile(photo)))
            {
                kept[query].Nearest.Add(photo, similaritiesOfPhoto[query]);
            }
        }

        notNumbers += isNumber ? 0 : 1;
    }

    private void ReportLeftOut(IReadOnlyList<LabeledImage> photos)
    {
        foreach (Diagnostic problem in ProblemSummary.Of([.. photos.Where(photo => photo.Problem is not null)]))
        {
            report(new ProblemFound(problem with { Severity = Severity.Warning }));
        }

        if (notNumbers > 0)
        {
            report(new ProblemFound(SearchDiagnostics.NotNumbers(backbone.Graph.Origin, notNumbers)));
        }
    }

    /// <summary>A photo that others are compared with.</summary>
    private sealed class Query(LabeledImage image, NearestPhotos nearest)
    {
        private readonly string realPath = RealPath.Of(image.Path);
        private bool isAmongThem;

        public LabeledImage Image => image;

        public NearestPhotos Nearest => nearest;

        public SearchedPhoto Result => new(image, nearest.Photos, nearest.Compared, nearest.MeanSimilarity, isAmongThem);

        // A copy of the file is another photo, which is worth finding.
        public bool IsSameFile(LabeledImage photo)
        {
            bool isSame = photo.Digest == image.Digest && RealPath.Of(photo.Path) == realPath;
            isAmongThem |= isSame;
            return isSame;
        }
    }
}
