using Retrain.Training.Events;
using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>Loads the bottlenecks of some jobs, from the cache or by computing them, and tells of the progress.</summary>
internal sealed class BottleneckLoader(BottleneckLookup lookup, BottleneckComputation computation, Action<TrainingEvent> report)
{
    private readonly Lock gate = new();
    private int computedBefore;
    private int fetchedBefore;

    /// <summary>The number of bottlenecks that the network was run for.</summary>
    public int ComputedCount { get; private set; }

    /// <summary>Loads the bottleneck of each image as it is, into the row of its index.</summary>
    public void LoadImages(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        lookup.FindDigests(images, cancellationToken);
        LoadKnown(images, cancellationToken);
    }

    /// <summary>The same of images whose digests are known, as far as they are.</summary>
    public void LoadKnown(IReadOnlyList<LabeledImage> images, CancellationToken cancellationToken)
    {
        for (int i = 0; i < images.Count; i++)
        {
            images[i].Row = i;
        }

        Load(new BottleneckJobs(images, 1, (image, _) => new WantedBottleneck(image.Row, null)), cancellationToken);
    }

    /// <summary>Loads what is wanted of images that have no problem.</summary>
    public void Load(BottleneckJobs jobs, CancellationToken cancellationToken)
    {
        int total = jobs.Images.Count(image => image.Problem is null) * jobs.OfEach;
        fetchedBefore = lookup.Shared?.FetchedCount ?? 0;
        MissingBottlenecks missing = lookup.Fetch(jobs, cancellationToken);
        int done = total - missing.WantedCount;
        computedBefore = ComputedCount;
        report(new BottlenecksProgressed(done, total, 0));
        if (missing.Count == 0)
        {
            return;
        }

        computation.Run(
            missing,
            (computed, wanted) =>
            {
                lock (gate)
                {
                    done += wanted;
                    ComputedCount += computed;
                    report(new BottlenecksProgressed(done, total, ComputedCount - computedBefore));
                }
            },
            cancellationToken);
    }

    /// <summary>Tells that the jobs of one call of <see cref="Load"/> are done.</summary>
    /// <param name="wanted">The number of bottlenecks that were wanted.</param>
    /// <param name="unreadable">The number of images that could not be read.</param>
    public void Finish(int wanted, int unreadable, TimeSpan elapsed)
    {
        int computed = ComputedCount - computedBefore;
        report(new BottlenecksFinished(wanted - computed - unreadable, computed, unreadable, elapsed)
        {
            Fetched = (lookup.Shared?.FetchedCount ?? 0) - fetchedBefore,
        });
    }
}
