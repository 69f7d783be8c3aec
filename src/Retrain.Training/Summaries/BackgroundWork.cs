using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Retrain.Training.Summaries;

/// <summary>Runs work in order on its own thread. The caller continues at once, unless two pieces of work are already waiting.</summary>
internal sealed class BackgroundWork : IDisposable
{
    // Each piece of work holds the histograms of an evaluation.
    private const int MostWaiting = 2;

    private readonly BlockingCollection<Action> waiting = new(MostWaiting);
    private readonly Task worker;
    private volatile ExceptionDispatchInfo? failure;

    public BackgroundWork() =>
        worker = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Adds work, or throws the exception of earlier work.</summary>
    public void Add(Action work)
    {
        failure?.Throw();
        waiting.Add(work);
    }

    /// <summary>Waits for all work and throws its exception, if any. No work can be added afterwards.</summary>
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
