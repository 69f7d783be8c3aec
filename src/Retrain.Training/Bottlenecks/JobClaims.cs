using System.Collections.Concurrent;
using Retrain.Training.Caching;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Shares the work with other runs that want the same bottlenecks at the same time: what one has claimed, the others take from the cache.
/// </summary>
/// <param name="cache">The cache that the runs have in common.</param>
/// <param name="lookup">Asks it.</param>
internal sealed class JobClaims(BottleneckCache cache, BottleneckLookup lookup)
{
    private const int GroupSize = 64;

    // Others store what they compute within half a second.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<BottleneckJob> ofOthers = [];

    /// <summary>Whether other runs are computing what this run wants.</summary>
    public bool AnyOfOthers => !ofOthers.IsEmpty;

    /// <summary>Claims jobs before they are computed, from any thread. Those of other runs are kept for <see cref="Await"/>.</summary>
    /// <param name="jobs">The jobs, with keys.</param>
    /// <returns>
    /// For each job what this run is to compute of it, <see langword="null"/> for nothing; and whether it is another run's.
    /// </returns>
    public (BottleneckJob? Own, bool IsOfAnother)[] Take(IReadOnlyList<BottleneckJob> jobs)
    {
        bool[] isOwn = cache.Claims.Take([.. jobs.Select(job => job.Claim)]);

        // Another run may have stored one since it was looked up, and ended.
        Queue<BottleneckJob?> lacking = new(lookup.FetchKeyed([.. jobs.Where((_, i) => isOwn[i])], isRepeated: true));
        foreach (BottleneckJob job in jobs.Where((_, i) => !isOwn[i]))
        {
            ofOthers.Enqueue(job);
        }

        return [.. isOwn.Select(own => own ? (lacking.Dequeue(), false) : ((BottleneckJob?)null, true))];
    }

    /// <summary>Gives a job up whose image cannot be decoded; other runs find that out themselves.</summary>
    public void Release(BottleneckJob job) => cache.Claims.Release([job.Claim]);

    /// <summary>Waits for other runs, until all their jobs are done, or some are this run's as theirs has ended.</summary>
    /// <param name="found">Told how many bottlenecks other runs have computed.</param>
    /// <returns>The jobs that this run has to compute now; none when all are done.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<BottleneckJob> Await(Action<int> found, CancellationToken cancellationToken)
    {
        List<BottleneckJob> own = [];
        while (own.Count == 0 && Dequeue() is { Count: > 0 } group)
        {
            BottleneckJob[] lacking = [.. lookup.FetchKeyed(group, isRepeated: true).OfType<BottleneckJob>()];
            int done = group.Sum(job => job.Wanted.Count) - lacking.Sum(job => job.Wanted.Count);
            if (done > 0)
            {
                found(done);
            }

            bool[] isOwn = cache.Claims.Take([.. lacking.Select(job => job.Claim)]);
            own.AddRange(lacking.Where((_, i) => isOwn[i]));
            foreach (BottleneckJob job in lacking.Where((_, i) => !isOwn[i]))
            {
                ofOthers.Enqueue(job);
            }

            if (done == 0 && own.Count == 0)
            {
                cancellationToken.WaitHandle.WaitOne(Pause);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return own;
    }

    private List<BottleneckJob> Dequeue()
    {
        List<BottleneckJob> group = [];
        while (group.Count < GroupSize && ofOthers.TryDequeue(out BottleneckJob? next))
        {
            group.Add(next);
        }

        return group;
    }
}
