using System.Runtime.CompilerServices;

namespace Retrain.Runtime;

/// <summary>Does asynchronous work for many things, some of them at once, and gives the results in the order of the things.</summary>
internal static class OrderedWork
{
    /// <summary>
    /// Runs the work. A result is given as soon as it and those before it are there, also while the source makes the next thing wait. When
    /// the caller stops, the source is cancelled, and nothing runs on afterwards.
    /// </summary>
    /// <param name="source">The things.</param>
    /// <param name="work">The work for a thing.</param>
    /// <param name="ahead">The largest number of things whose results are not given yet.</param>
    /// <param name="cancellationToken">Cancels source and work.</param>
    public static async IAsyncEnumerable<TResult> RunAsync<T, TResult>(
        IAsyncEnumerable<T> source,
        Func<T, CancellationToken, Task<TResult>> work,
        int ahead,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<T> things = source.GetAsyncEnumerator(stop.Token);
        Queue<Task<TResult>> running = new();
        Task<bool>? next = null;
        bool hasMore = true;
        try
        {
            while (hasMore || running.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                next ??= hasMore && running.Count < ahead ? things.MoveNextAsync().AsTask() : null;
                if (next is null || (running.Count > 0 && await IsFirstAsync(running.Peek(), next).ConfigureAwait(false)))
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                    continue;
                }

                hasMore = await next.ConfigureAwait(false);
                next = null;
                if (hasMore)
                {
                    running.Enqueue(work(things.Current, stop.Token));
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll([.. running, next ?? Task.CompletedTask]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await things.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes an asynchronous source of a list of things.</summary>
    public static async IAsyncEnumerable<T> SourceOf<T>(IEnumerable<T> things)
    {
        foreach (T thing in things)
        {
            yield return thing;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static async Task<bool> IsFirstAsync(Task first, Task second) =>
        await Task.WhenAny(first, second).ConfigureAwait(false) == first;
}
