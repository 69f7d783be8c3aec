using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Retrain.Training.Summaries;

/// <summary>
/// Runs work in order on its own thread. The caller continues at once, unless much work is waiting already. Small pieces are gathered,
/// since to wake a thread takes longer than some of them.
/// </summary>
internal sealed class BackgroundWork : IDisposable
{
    // Each piece of work holds the histograms of an evaluation, 150 KB.
    private const int MostGathered = 16;

    private static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<List<Action>> waiting = new(boundedCapacity: 1);
    private readonly Task worker;
    private List<Action> gathered = [];
    private long firstGathered;
    private volatile ExceptionDispatchInfo? failure;

    public BackgroundWork() =>
        worker = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Adds work, or throws the exception of earlier work.</summary>
    public void Add(Action work)
    {
        failure?.Throw();
        if (gathered.Count == 0)
        {
            firstGathered = Stopwatch.GetTimestamp();
        }

        gathered.Add(work);
        if (gathered.Count == MostGathered || Stopwatch.GetElapsedTime(firstGathered) >= LongestGathering)
        {
            HandOver();
        }
    }

    /// <summary>Waits for all work and throws its exception, if any. No work can be added afterwards.</summary>
    public void Finish()
    {
        Complete();
        failure?.Throw();
    }

    public void Dispose()
    {
        Complete();
        waiting.Dispose();
    }

    /// <summary>Lets work begin that was added.</summary>
    public void HandOver()
    {
        waiting.Add(gathered);
        gathered = [];
    }

    private void Complete()
    {
        if (!waiting.IsAddingCompleted)
        {
            HandOver();
            waiting.CompleteAdding();
            worker.Wait();
        }
    }

    private void Run()
    {
        foreach (Action work in waiting.GetConsumingEnumerable().SelectMany(work => work))
        {
            if (failure is not null)
            {
                continue;
            }

            try
            {
                work();
            }
#pragma warning disable CA1031 // Do not catch general exception types: the thread that gave the work gets it
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
