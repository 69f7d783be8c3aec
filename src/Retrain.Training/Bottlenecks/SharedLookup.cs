using Retrain.Training.Caching;
using Retrain.Training.SharedCaches;

namespace Retrain.Training.Bottlenecks;

/// <summary>Asks the shared cache for the bottlenecks that the local cache lacks, and stores what it has in the local cache.</summary>
/// <param name="shared">The shared cache.</param>
/// <param name="cache">The local cache.</param>
/// <param name="matrix">Receives the bottlenecks.</param>
/// <param name="threads">The number of files that are read at once to know their digests.</param>
internal sealed class SharedLookup(SharedCache shared, BottleneckCache cache, BottleneckMatrix matrix, int threads)
{
    // As many as a transaction is worth.
    private const int GroupSize = 512;

    public int Threads => threads;

    /// <inheritdoc cref="SharedCache.FetchedCount" />
    public int FetchedCount => shared.FetchedCount;

    /// <summary>Brings bottlenecks into the matrix, and takes them out of the jobs.</summary>
    /// <param name="jobs">The jobs, some with keys; what has nothing left becomes <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it at once; what has arrived is in the local cache.</param>
    public void Fetch(BottleneckJob?[] jobs, CancellationToken cancellationToken)
    {
        List<(int Job, int Wanted)> places = [];
        for (int job = 0; job < jobs.Length; job++)
        {
            for (int wanted = 0; wanted < jobs[job]?.Keys.Count; wanted++)
            {
                places.Add((job, wanted));
            }
        }

        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> arrived = [];
        IReadOnlyList<int> missing;
        try
        {
            missing = shared.Fetch(places.Count, KeyOf, (index, values) =>
            {
                matrix.Write(jobs[places[index].Job]!.Wanted[places[index].Wanted].Row, values);
                arrived.Add((KeyOf(index), values.ToArray()));
                if (arrived.Count == GroupSize)
                {
                    cache.PutMany(arrived, areFetched: true);
                    arrived.Clear();
                }
            }, cancellationToken);
        }
        finally
        {
            cache.PutMany(arrived, areFetched: true);
        }

        HashSet<int> left = [.. missing];
        foreach (IGrouping<int, int> job in Enumerable.Range(0, places.Count).GroupBy(index => places[index].Job))
        {
            int[] lacking = [.. job.Where(left.Contains).Select(index => places[index].Wanted)];
            jobs[job.Key] = lacking.Length == 0 ? null : jobs[job.Key]!.Only(lacking);
        }

        BottleneckKey KeyOf(int index) => jobs[places[index].Job]!.Keys[places[index].Wanted];
    }
}
