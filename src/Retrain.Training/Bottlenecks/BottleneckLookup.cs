using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>Finds in the cache what earlier runs left there: digests of files, bottlenecks, and problems of unreadable images.</summary>
internal sealed class BottleneckLookup(BottleneckCache cache, BottleneckKeys keys, BottleneckMatrix matrix)
{
    // Some thousands at a time, so that the number of images does not bound a run and Ctrl-C need not wait long.
    private const int GroupSize = 8192;

    /// <summary>Whether bottlenecks that retrain.py computed are taken before any other.</summary>
    public bool UsesImported { get; init; }

    /// <summary>Asks a shared cache for what the cache lacks; <see langword="null"/> for none.</summary>
    public SharedLookup? Shared { get; init; }

    /// <inheritdoc cref="BottleneckKeys.WithKeys" />
    public BottleneckJob WithKeys(BottleneckJob job, ImageContent image) => keys.WithKeys(job, image);

    /// <inheritdoc cref="DigestLookup.Find" />
    public void FindDigests(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        DigestLookup digests = new(cache);
        if (Shared is null)
        {
            digests.Find(images, cancellationToken);
        }
        else
        {
            // A shared cache is asked for all images at once, and on a new machine no file is known.
            digests.FindOrRead(images, Shared.Threads, cancellationToken);
        }
    }

    /// <summary>Brings cached bottlenecks into the matrix.</summary>
    /// <param name="jobs">The bottlenecks that are wanted.</param>
    /// <returns>
    /// The jobs that have to be computed, in order: those of images whose bytes are not known, and of the others what the cache lacks.
    /// </returns>
    public IReadOnlyList<BottleneckJob> Fetch(IReadOnlyList<BottleneckJob> jobs, CancellationToken cancellationToken)
    {
        BottleneckJob?[] missing = [.. jobs];
        foreach (int[] group in Groups(jobs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            BottleneckJob[] keyed = [.. group.Select(i => keys.WithKeys(jobs[i], jobs[i].Image.Content))];
            BottleneckJob?[] lacking = FetchKeyed(keyed);
            for (int i = 0; i < group.Length; i++)
            {
                missing[group[i]] = lacking[i];
            }
        }

        Shared?.Fetch(missing, cancellationToken);
        cache.RecordUse();
        // In the images' order, so that files lie near each other on the disk and rows in the database.
        return WithoutUnreadable([.. missing.OfType<BottleneckJob>()], cancellationToken);
    }

    /// <summary>Asks the cache once for all bottlenecks of some jobs, whose keys are known.</summary>
    /// <returns>For each job what the cache lacks of it; <see langword="null"/> where it lacks nothing.</returns>
    public BottleneckJob?[] FetchKeyed(IReadOnlyList<BottleneckJob> jobs)
    {
        if (!UsesImported)
        {
            return FetchStored(jobs);
        }

        BottleneckJob?[] lacking = FetchImported(jobs);
        int[] left = [.. Enumerable.Range(0, jobs.Count).Where(job => lacking[job] is not null)];
        foreach ((int job, BottleneckJob? stored) in left.Zip(FetchStored([.. left.Select(job => lacking[job]!)])))
        {
            lacking[job] = stored;
        }

        return lacking;
    }

    // What retrain.py computed of images that are not distorted.
    private BottleneckJob?[] FetchImported(IReadOnlyList<BottleneckJob> jobs)
    {
        (int Job, int Wanted)[] plain =
        [
            .. jobs.Index().SelectMany(job => job.Item.Wanted.Index().Where(wanted => wanted.Item.Distortion is null)
                .Select(wanted => (job.Index, wanted.Index))),
        ];
        IReadOnlyList<int> missing = cache.GetMany(
            [.. plain.Select(entry => keys.ImportedKeyOf(jobs[entry.Job].Keys[entry.Wanted].Image))],
            (i, values) => matrix.Write(jobs[plain[i].Job].Wanted[plain[i].Wanted].Row, values));
        HashSet<(int, int)> found = [.. Enumerable.Range(0, plain.Length).Except(missing).Select(i => plain[i])];
        return
        [
            .. jobs.Select((job, index) =>
            {
                int[] left = [.. Enumerable.Range(0, job.Wanted.Count).Where(wanted => !found.Contains((index, wanted)))];
                return left.Length == 0 ? null : job.Only(left);
            }),
        ];
    }

    private BottleneckJob?[] FetchStored(IReadOnlyList<BottleneckJob> jobs)
    {
        (int Job, int Wanted)[] all = [.. jobs.Index().SelectMany(job => job.Item.Wanted.Select((_, wanted) => (job.Index, wanted)))];
        IReadOnlyList<int> missing = cache.GetMany(
            [.. jobs.SelectMany(job => job.Keys)], (i, values) => matrix.Write(jobs[all[i].Job].Wanted[all[i].Wanted].Row, values));
        BottleneckJob?[] lacking = new BottleneckJob?[jobs.Count];
        foreach (IGrouping<int, int> job in missing.Select(i => all[i]).GroupBy(entry => entry.Job, entry => entry.Wanted))
        {
            lacking[job.Key] = jobs[job.Key].Only(job);
        }

        return lacking;
    }

    // The indices of jobs whose images' bytes are known, in groups of about as many bottlenecks.
    private static IEnumerable<int[]> Groups(IReadOnlyList<BottleneckJob> jobs)
    {
        List<int> group = [];
        int wanted = 0;
        for (int i = 0; i < jobs.Count; i++)
        {
            if (jobs[i].Image.HasContent)
            {
                group.Add(i);
                wanted += jobs[i].Wanted.Count;
            }

            if (wanted >= GroupSize || (i == jobs.Count - 1 && wanted > 0))
            {
                yield return [.. group];
                group.Clear();
                wanted = 0;
            }
        }
    }

    // Bytes that were not an image in an earlier run are not one in this run.
    private IReadOnlyList<BottleneckJob> WithoutUnreadable(IReadOnlyList<BottleneckJob> missing, CancellationToken cancellationToken)
    {
        BottleneckJob[] known = [.. missing.Where(job => job.Bytes is not null)];
        IReadOnlyList<Diagnostic?> problems = cache.UnreadableImages.Lookup(
            [.. known.Select(job => (job.Image.Path, job.Bytes!.Value))], keys.Decoder, cancellationToken);
        for (int i = 0; i < problems.Count; i++)
        {
            known[i].Image.Problem = problems[i];
        }

        return [.. missing.Where(job => job.Image.Problem is null)];
    }
}
