using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Training.Bottlenecks;

/// <summary>Fills a matrix from the cache, and by the network where the cache lacks a bottleneck: retrain.py's cache_bottlenecks.</summary>
internal sealed class BottleneckLoader(BottleneckCache cache, BottleneckExtractor extractor, Action<TrainingEvent> report)
{
    /// <summary>The bottleneck of each image as it is, in the row of its index.</summary>
    /// <returns>What came of each image, in order.</returns>
    public IReadOnlyList<ExtractionOutcome> LoadImages(
        IReadOnlyList<ImageFile> images, BottleneckMatrix matrix, CancellationToken cancellationToken)
    {
        ExtractionOutcome?[] outcomes = new ExtractionOutcome?[images.Count];
        List<(int Index, FileFacts Facts)> files = [];
        for (int i = 0; i < images.Count; i++)
        {
            try
            {
                files.Add((i, FileFacts.Of(images[i].Path)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                outcomes[i] = ExtractionOutcome.Unreadable(DataDiagnostics.Unreachable(images[i].Path, exception.Message.TrimEnd('.')));
            }
        }

        IReadOnlyList<Digest?> digests = cache.ImageDigests.Lookup([.. files.Select(file => file.Facts)]);
        ExtractionJob[] jobs =
            [.. files.Select((file, i) => new ExtractionJob(images[file.Index], file.Facts, digests[i], [new BottleneckTarget(file.Index, null)]))];
        IReadOnlyList<ExtractionOutcome> loaded = Load(jobs, matrix, cancellationToken);
        for (int i = 0; i < jobs.Length; i++)
        {
            outcomes[files[i].Index] = loaded[i];
        }

        return outcomes!;
    }

    /// <summary>All bottlenecks that the jobs want.</summary>
    /// <returns>What came of each job, in order.</returns>
    public IReadOnlyList<ExtractionOutcome> Load(IReadOnlyList<ExtractionJob> jobs, BottleneckMatrix matrix, CancellationToken cancellationToken)
    {
        ExtractionOutcome[] outcomes = [.. jobs.Select(job => new ExtractionOutcome(job.Digest, 0, null))];

        // In the images' order, so that files lie near each other on the disk and rows in the database.
        (int Index, ExtractionJob Job)[] misses =
        [
            .. jobs.Index().Where(entry => entry.Item.Digest is null)
                .Concat(Missing(jobs, matrix).GroupBy(entry => entry.Job, entry => entry.Target)
                    .Select(missing => (Index: missing.Key, Item: jobs[missing.Key] with { Targets = [.. missing] })))
                .OrderBy(entry => entry.Index),
        ];
        RunMisses(misses, outcomes, matrix, jobs.Sum(job => job.Targets.Count), cancellationToken);
        return outcomes;
    }

    private void RunMisses(
        (int Index, ExtractionJob Job)[] misses, ExtractionOutcome[] outcomes, BottleneckMatrix matrix, int total, CancellationToken cancellationToken)
    {
        Lock gate = new();
        int done = total - misses.Sum(miss => miss.Job.Targets.Count);
        int computed = 0;
        report(new BottlenecksProgressed(done, total, computed));
        if (misses.Length == 0)
        {
            return;
        }

        IReadOnlyList<ExtractionOutcome> ran = extractor.Run(
            [.. misses.Select(miss => miss.Job)],
            matrix,
            (computedNow, wantedNow) =>
            {
                lock (gate)
                {
                    done += wantedNow;
                    computed += computedNow;
                    report(new BottlenecksProgressed(done, total, computed));
                }
            },
            cancellationToken);
        for (int i = 0; i < misses.Length; i++)
        {
            outcomes[misses[i].Index] = ran[i];
        }
    }

    private List<(int Job, BottleneckTarget Target)> Missing(IReadOnlyList<ExtractionJob> jobs, BottleneckMatrix matrix)
    {
        // Keys are made for some thousands at a time, so that their number does not bound a run.
        const int group = 8192;
        List<(int Job, BottleneckTarget Target)> missing = [];
        IEnumerable<(int Job, BottleneckTarget Target)> wanted =
            jobs.Index().Where(entry => entry.Item.Digest is not null).SelectMany(entry => entry.Item.Targets.Select(target => (entry.Index, target)));
        foreach ((int Job, BottleneckTarget Target)[] some in wanted.Chunk(group))
        {
            BottleneckKey[] keys = [.. some.Select(entry => extractor.KeyOf(jobs[entry.Job].Digest!.Value, entry.Target.Distortion))];
            missing.AddRange(cache.GetMany(keys, (i, values) => values.CopyTo(matrix.Row(some[i].Target.Row))).Select(i => some[i]));
        }

        return missing;
    }
}
