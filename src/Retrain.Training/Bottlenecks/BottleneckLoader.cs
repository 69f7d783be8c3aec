using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Categories;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Files;

namespace Retrain.Training.Bottlenecks;

/// <summary>Fills a matrix from the cache, and by the network where the cache lacks a bottleneck: retrain.py's cache_bottlenecks.</summary>
internal sealed class BottleneckLoader(BottleneckCache cache, BottleneckExtractor extractor, Action<TrainingEvent> report)
{
    // Images are looked up some thousands at a time, so that their number does not bound a run and Ctrl-C need not wait long.
    private const int GroupSize = 8192;

    /// <summary>The bottleneck of each image as it is, in the row of its index.</summary>
    /// <returns>What came of each image, in order.</returns>
    public IReadOnlyList<ExtractionOutcome> LoadImages(
        IReadOnlyList<ImageFile> images, BottleneckMatrix matrix, CancellationToken cancellationToken)
    {
        ExtractionOutcome?[] outcomes = new ExtractionOutcome?[images.Count];
        List<(int Index, ExtractionJob Job)> jobs = [];
        foreach (int[] group in Enumerable.Range(0, images.Count).Chunk(GroupSize))
        {
            List<(int Index, FileFacts Facts)> files = [];
            foreach (int i in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    files.Add((i, FileFacts.Of(images[i].Path)));
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    outcomes[i] = ExtractionOutcome.Unreadable(ImageDiagnostics.Unreachable(images[i].Path, exception.Message.TrimEnd('.')));
                }
            }

            IReadOnlyList<Digest?> digests = cache.ImageDigests.Lookup([.. files.Select(file => file.Facts)], cancellationToken);
            jobs.AddRange(files.Select((file, i) =>
                (file.Index, new ExtractionJob(images[file.Index], digests[i], [new BottleneckTarget(file.Index, null)]))));
        }

        IReadOnlyList<ExtractionOutcome> loaded = Load([.. jobs.Select(entry => entry.Job)], matrix, cancellationToken);
        for (int i = 0; i < loaded.Count; i++)
        {
            outcomes[jobs[i].Index] = loaded[i];
        }

        return outcomes!;
    }

    /// <summary>All bottlenecks that the jobs want.</summary>
    /// <returns>What came of each job, in order.</returns>
    public IReadOnlyList<ExtractionOutcome> Load(IReadOnlyList<ExtractionJob> jobs, BottleneckMatrix matrix, CancellationToken cancellationToken)
    {
        ExtractionOutcome[] outcomes = [.. jobs.Select(job => new ExtractionOutcome(job.Digest, 0, null))];
        List<(int Index, ExtractionJob Job)> missing = WithoutUnreadable(Missing(jobs, matrix, cancellationToken), outcomes, cancellationToken);

        // In the images' order, so that files lie near each other on the disk and rows in the database.
        (int Index, ExtractionJob Job)[] misses =
            [.. jobs.Index().Where(entry => entry.Item.Digest is null).Concat(missing).OrderBy(entry => entry.Index)];
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

    // Of the images with known bytes, those that lack bottlenecks, with the ones they lack.
    private List<(int Index, ExtractionJob Job)> Missing(
        IReadOnlyList<ExtractionJob> jobs, BottleneckMatrix matrix, CancellationToken cancellationToken)
    {
        List<(int Job, BottleneckTarget Target)> missing = [];
        IEnumerable<(int Job, BottleneckTarget Target)> wanted =
            jobs.Index().Where(entry => entry.Item.Digest is not null).SelectMany(entry => entry.Item.Targets.Select(target => (entry.Index, target)));
        foreach ((int Job, BottleneckTarget Target)[] some in wanted.Chunk(GroupSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            BottleneckKey[] keys = [.. some.Select(entry => extractor.KeyOf(jobs[entry.Job].Digest!.Value, entry.Target.Distortion))];
            missing.AddRange(cache.GetMany(keys, (i, values) => matrix.Write(some[i].Target.Row, values)).Select(i => some[i]));
        }

        return
        [
            .. missing.GroupBy(entry => entry.Job, entry => entry.Target)
                .Select(targets => (targets.Key, jobs[targets.Key] with { Targets = [.. targets] })),
        ];
    }

    // Bytes that were no image in an earlier run are none in this one.
    private List<(int Index, ExtractionJob Job)> WithoutUnreadable(
        List<(int Index, ExtractionJob Job)> missing, ExtractionOutcome[] outcomes, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic?> problems = cache.UnreadableImages.Lookup(
            [.. missing.Select(entry => (entry.Job.Image.Path, entry.Job.Digest!.Value))], extractor.Decoder, cancellationToken);
        List<(int Index, ExtractionJob Job)> unknown = [];
        for (int i = 0; i < problems.Count; i++)
        {
            if (problems[i] is Diagnostic problem)
            {
                outcomes[missing[i].Index] = ExtractionOutcome.Unreadable(problem);
            }
            else
            {
                unknown.Add(missing[i]);
            }
        }

        return unknown;
    }
}
