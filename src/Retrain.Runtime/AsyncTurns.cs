using System.Diagnostics.CodeAnalysis;

namespace Retrain.Runtime;

/// <summary>Lets a number of asynchronous calls compute at once. Others wait for their turn, in order, and hold no thread.</summary>
/// <param name="count">The number of turns.</param>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "A semaphore has something to free only if it was asked for a wait handle.")]
internal sealed class AsyncTurns(int count)
{
    private readonly SemaphoreSlim free = new(count);
    private int waiting;

    /// <summary>The number of turns.</summary>
    public int Count => count;

    /// <summary>The number of calls that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Waits for a turn, which ends when the result is disposed.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before the turn came.</exception>
    public async ValueTask<Turn> TakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        return new Turn(free);
    }

    /// <summary>A turn.</summary>
    internal readonly struct Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
