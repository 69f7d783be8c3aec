using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>Finds in the cache what earlier runs left there: digests of files, bottlenecks, and problems of unreadable images.</summary>
internal sealed class BottleneckLookup(BottleneckCache cache, BottleneckKeys keys, BottleneckMatrix matrix)
{
    // So many at a time that the number of images does not bound a run and Ctrl-C need not wait long.
    private const int GroupSize = 1024;

    // A shared cache is asked for more at once.
    private const int SharedGroupSize = 8192;

    private const int JobsOfPart = 64;
    private const double WorkOfKey = 2e5; // It takes some microseconds.

    private readonly Shares shares = new(Environment.ProcessorCount);

    /// <summary>Whether bottlenecks that retrain.py computed are taken before any other.</summary>
    public bool UsesImported { get; init; }

    /// <summary>Asks a shared cache for what the cache lacks; <see langword="null"/> for none.</summary>
    public SharedLookup? Shared { get; init; }

    /// <inheritdoc cref="BottleneckKeys.WithKeys" />
    public BottleneckJob WithKeys(BottleneckJob job, ImageContent image) => keys.WithKeys(job, image);

    /// <inheritdoc cref="DigestLookup.Find" />
    public void FindDigests(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        DigestLookup digests = new(cache.ImageDigests);
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
    /// <param name="jobs">The bottlenecks that are wanted; not of images that have a problem.</param>
    /// <returns>
    /// The jobs that have to be computed, in order: those of images whose bytes are not known, and of the others what the cache lacks.
    /// </returns>
    public MissingBottlenecks Fetch(BottleneckJobs jobs, CancellationToken cancellationToken)
    {
        MissingBottlenecks missing = new(jobs, keys);
        for (int start = 0, end; start < jobs.Images.Count; start = end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            end = EndOfGroup(jobs, start);
            int[] known = [.. Enumerable.Range(start, end - start).Where(IsKnown)];
            BottleneckJob?[] lacking = FetchKeyed(Keyed(jobs, known));
            Shared?.Fetch(lacking, cancellationToken);
            Queue<BottleneckJob?> lackingOfKnown = new(lacking);

            // In the images' order, so that files lie near each other on the disk and rows in the database.
            for (int i = start; i < end; i++)
            {
                if (!jobs.Images[i].HasContent && jobs.Images[i].Problem is null)
                {
                    missing.Add(i);
                }
                else if (IsKnown(i) && lackingOfKnown.Dequeue() is BottleneckJob job)
                {
                    missing.Add(i, job);
                }
            }
        }

        cache.RecordUse();
        LeaveOutUnreadable(missing, cancellationToken);
        return missing;

        bool IsKnown(int image) => jobs.Images[image].HasContent && jobs.Images[image].Problem is null;
    }

    /// <summary>Asks the cache once for all bottlenecks of some jobs, whose keys are known.</summary>
    /// <param name="jobs">The jobs, with keys.</param>
    /// <param name="isRepeated">Whether it was asked before, so that what it still lacks is not counted again.</param>
    /// <returns>For each job what the cache lacks of it; <see langword="null"/> where it lacks nothing.</returns>
    public BottleneckJob?[] FetchKeyed(IReadOnlyList<BottleneckJob> jobs, bool isRepeated = false)
    {
        if (!UsesImported || isRepeated)
        {
            return FetchStored(jobs, isRepeated);
        }

        BottleneckJob?[] lacking = FetchImported(jobs);
        int[] left = [.. Enumerable.Range(0, jobs.Count).Where(job => lacking[job] is not null)];
        foreach ((int job, BottleneckJob? stored) in left.Zip(FetchStored([.. left.Select(job => lacking[job]!)], isRepeated)))
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

    private BottleneckJob?[] FetchStored(IReadOnlyList<BottleneckJob> jobs, bool isRepeated)
    {
        (int Job, int Wanted)[] all = [.. jobs.Index().SelectMany(job => job.Item.Wanted.Select((_, wanted) => (job.Index, wanted)))];
        IReadOnlyList<int> missing = cache.GetMany(
            [.. jobs.SelectMany(job => job.Keys)],
            (i, values) => matrix.Write(jobs[all[i].Job].Wanted[all[i].Wanted].Row, values),
            isRepeated ? LookUpKind.Missed : LookUpKind.Wanted);
        BottleneckJob?[] lacking = new BottleneckJob?[jobs.Count];
        foreach (IGrouping<int, int> job in missing.Select(i => all[i]).GroupBy(entry => entry.Job, entry => entry.Wanted))
        {
            lacking[job.Key] = jobs[job.Key].Only(job);
        }

        return lacking;
    }

    // A key is a digest of its text.
    private BottleneckJob[] Keyed(BottleneckJobs jobs, int[] numbers)
    {
        BottleneckJob[] keyed = new BottleneckJob[numbers.Length];
        shares.Run(numbers.Length, JobsOfPart, WorkOfKey * jobs.OfEach, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                keyed[i] = keys.WithKeys(jobs[numbers[i]], jobs.Images[numbers[i]].Content);
            }
        });
        return keyed;
    }

    // Groups have about as many bottlenecks.
    private int EndOfGroup(BottleneckJobs jobs, int start)
    {
        int end = start;
        int size = Shared is null ? GroupSize : SharedGroupSize;
        for (int wanted = 0; end < jobs.Images.Count && wanted < size; end++)
        {
            wanted += jobs.Images[end].HasContent ? jobs.OfEach : 0;
        }

        return end;
    }

    // Bytes that were not an image in an earlier run are not one in this run.
    private void LeaveOutUnreadable(MissingBottlenecks missing, CancellationToken cancellationToken)
    {
        foreach (LabeledImage[] group in missing.Known.Chunk(GroupSize))
        {
            IReadOnlyList<Diagnostic?> problems = cache.UnreadableImages.Lookup(
                [.. group.Select(image => (image.Path, image.Digest))], keys.Decoder, cancellationToken);
            for (int i = 0; i < group.Length; i++)
            {
                group[i].Problem = problems[i];
            }
        }

        missing.RemoveUnreadable();
    }
}
