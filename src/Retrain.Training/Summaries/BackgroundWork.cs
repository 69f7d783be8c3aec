using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Retrain.Training.Summaries;

/// <summary>Does what it is given in order, on a thread of its own: whoever gives it goes on at once, unless more than two wait.</summary>
internal sealed class BackgroundWork : IDisposable
{
    // Each holds a copy of the head.
    private const int MostWaiting = 2;

    private readonly BlockingCollection<Action> waiting = new(MostWaiting);
    private readonly Task worker;
    private volatile ExceptionDispatchInfo? failure;

    public BackgroundWork() => worker = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Throws what earlier work threw.</summary>
    public void Add(Action work)
    {
        failure?.Throw();
        waiting.Add(work);
    }

    /// <summary>Waits for all of it, and throws what it threw; nothing can be added afterwards.</summary>
    public void Finish()
    {
        waiting.CompleteAdding();
        worker.Wait();
        failure?.Throw();
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        worker.Wait();
        waiting.Dispose();
    }

    private void Run()
    {
        foreach (Action work in waiting.GetConsumingEnumerable())
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
