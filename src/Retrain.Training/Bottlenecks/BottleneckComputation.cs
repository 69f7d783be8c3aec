using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Retrain.Runtime;
using Retrain.Training.Backbones;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// Computes the bottlenecks that are not cached: a thread for each core, each of which decodes an image and runs the network on it, alone
/// and single-threaded. That is the fastest way through a small network, and no value depends on the number of threads.
/// </summary>
/// <param name="backbone">The network.</param>
/// <param name="session">Its session, which this closes.</param>
/// <param name="options">Says how many threads there are, and how large an image may be.</param>
/// <param name="lookup">Asked for what turns out to be cached after all: of a file that was touched, copied or renamed.</param>
/// <param name="claims">Says what other runs are computing.</param>
/// <param name="store">Receives what is computed, in the rows that the jobs name.</param>
internal sealed class BottleneckComputation(
    Backbone backbone,
    NetworkSession session,
    BottleneckOptions options,
    BottleneckLookup lookup,
    JobClaims claims,
    BottleneckStore store) : IDisposable
{
    /// <summary>Computes what the jobs want, and tells each image its digest or its problem.</summary>
    /// <param name="finished">Called after each job, from any thread, with the numbers of bottlenecks computed and asked for.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what was computed is in the cache.</exception>
    public void Run(IReadOnlyCollection<BottleneckJob> jobs, Action<int, int> finished, CancellationToken cancellationToken)
    {
        Compute(jobs, finished, cancellationToken);
        while (claims.AnyOfOthers)
        {
            IReadOnlyList<BottleneckJob> left = claims.Await(found => finished(0, found), cancellationToken);
            Compute(left, finished, cancellationToken);
        }
    }

    public void Dispose() => session.Close();

    private void Compute(IReadOnlyCollection<BottleneckJob> jobs, Action<int, int> finished, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };

        // Near the end of a short run, no thread has a long way to go while the others wait.
        int groupSize = Math.Clamp(jobs.Count / (4 * options.Threads), 1, BottleneckWorker.MostFiles);
        using RegularFlush flush = new(store);

        // Parallel.ForEach begins anew with each thread every tenth of a second, and a worker has megabytes.
        ConcurrentBag<BottleneckWorker> idle = [];
        try
        {
            Parallel.ForEach(
                Partitioner.Create(jobs.Chunk(groupSize), EnumerablePartitionerOptions.NoBuffering),
                parallel,
                () => idle.TryTake(out BottleneckWorker? worker)
                    ? worker : new BottleneckWorker(backbone, options.MaximumPixels, lookup, claims, store, session),
                (group, _, worker) =>
                {
                    worker.Run(group, finished, cancellationToken);
                    return worker;
                },
                idle.Add);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is RetrainException))
        {
            // Several threads may have met a problem at once; the user fixes one after the other. An internal error is not hidden.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
