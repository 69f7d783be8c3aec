using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// The cache that people and machines share, behind the local one: it is asked for what the local one lacks, and gets what is computed. No
/// run fails because of it, and each of its problems is told once. Any number of threads may use it.
/// </summary>
internal sealed class SharedCache : IDisposable
{
    private static readonly TimeSpan ObjectPatience = TimeSpan.FromSeconds(60);

    private readonly SharedStore store;
    private readonly SharedPatience patience;
    private readonly SharedWarnings warnings;
    private readonly SharedReader reader;
    private readonly Lazy<SharedWriter> writer;
    private CancellationToken run;
    private bool isOff;
    private bool isSlowToWrite;
    private bool isNotWritten;
    private int leftOutCount;
    private volatile bool isRefused;
    private bool isFinished;

    /// <param name="store">The store, which is disposed of with this.</param>
    /// <param name="signingKey">The key that packs are signed with, and must be signed with.</param>
    /// <param name="patience">The time that the run may lose.</param>
    /// <param name="tell">Receives the warnings RT3023 to RT3029 and RT3054, from any thread.</param>
    public SharedCache(SharedStore store, PackSigningKey? signingKey, SharedPatience patience, Action<Diagnostic> tell)
    {
        this.store = store;
        this.patience = patience;
        warnings = new SharedWarnings(store.Name, tell);
        reader = new SharedReader(store, signingKey, warnings.Tell);
        writer = new(() => new SharedWriter(store, signingKey, TellNotWritable)
        {
            LongestWait = WaitsForWrites ? patience.Total : TimeSpan.Zero,
        });
    }

    /// <inheritdoc cref="SharedCacheOptions.IsReadOnly" />
    public bool IsReadOnly { get; init; }

    /// <inheritdoc cref="SharedCacheOptions.WaitsForWrites" />
    public bool WaitsForWrites { get; init; }

    /// <summary>The number of bottlenecks that came from the store.</summary>
    public int FetchedCount { get; private set; }

    /// <summary>The address for messages, without credentials.</summary>
    public string Name => store.Name;

    private int UnwrittenCount => leftOutCount + (writer.IsValueCreated ? writer.Value.UnwrittenCount : 0);

    /// <summary>Asks for what the local cache lacks, all of it at once: packs are chosen by what is wanted.</summary>
    /// <param name="count">The number of keys, all of one network.</param>
    /// <param name="keyOf">Gives the key of an index, from any thread.</param>
    /// <param name="found">Receives what is found, one at a time. The values are valid until it returns.</param>
    /// <param name="cancellationToken">Ends this and all later work at once.</param>
    /// <returns>The ascending indices of the keys that were not found.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<int> Fetch(
        int count, Func<int, BottleneckKey> keyOf, SharedReader.Receiver found, CancellationToken cancellationToken)
    {
        run = cancellationToken;
        if (isOff || count == 0)
        {
            return [.. Enumerable.Range(0, count)];
        }

        WantedKeys wanted = new(count, keyOf);
        using SharedPatience.Wait wait = patience.BeginReading(cancellationToken);
        Guard(() => reader.Fetch(wanted, found, wait), wait);
        FetchedCount += count - wanted.Left;
        return wanted.MissingIndices;
    }

    /// <summary>Takes what was computed, to write it while the run goes on.</summary>
    /// <param name="entries">Bottlenecks of one network, whose memory must not change.</param>
    public void Offer(IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        if (IsReadOnly || entries.Count == 0)
        {
            return;
        }

        if (isOff)
        {
            Interlocked.Add(ref leftOutCount, entries.Count);
        }
        else
        {
            writer.Value.Offer(entries, run);
        }
    }

    /// <summary>Waits until all that was offered is written, and nothing can be offered any more.</summary>
    /// <param name="longest">The longest wait without progress; <see langword="null"/> for what is left of the run's patience.</param>
    /// <returns>Whether all of it is in the store, where others find it. If not, a warning was told.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Finish(TimeSpan? longest, CancellationToken cancellationToken)
    {
        run = cancellationToken;
        isFinished = true;
        if (isSlowToWrite && UnwrittenCount > 0)
        {
            warnings.Tell(SharedCacheDiagnostics.NotWritten(store.Name, UnwrittenCount));
        }

        if (!writer.IsValueCreated || isOff)
        {
            return !isOff && !isNotWritten;
        }

        using SharedPatience.Wait wait =
            (longest is TimeSpan given ? new SharedPatience(given) : patience).BeginWriting(cancellationToken);
        writer.Value.Progressed = longest is null ? () => { } : wait.Restart;
        bool isDone = Guard(() => writer.Value.Finish(wait.Token), wait);
        writer.Value.Progressed = () => { };
        if (isDone && UnwrittenCount > 0)
        {
            if (!isRefused)
            {
                warnings.Tell(SharedCacheDiagnostics.NotWritten(store.Name, UnwrittenCount));
            }

            return false;
        }

        return isDone;
    }

    /// <summary>Reads a small object of another kind than bottlenecks.</summary>
    /// <param name="name">The SHA-256 of a text that stands for the object and begins with its kind and version.</param>
    /// <param name="mostBytes">The size beyond which it is not read.</param>
    /// <param name="content">The bytes, which nothing has verified; <see langword="null"/> if there is no such object.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The problem; <see langword="null"/> for none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public StoreException? TryRead(Digest name, int mostBytes, out byte[]? content, CancellationToken cancellationToken)
    {
        byte[]? read = null;
        StoreException? problem = StoreCall.Try(
            async token => read = await store.ReadAsync(StoredObject.OfKey(name), mostBytes, token).ConfigureAwait(false),
            ObjectPatience, cancellationToken);
        content = read;
        return problem;
    }

    /// <summary>Writes a small object of another kind than bottlenecks.</summary>
    /// <param name="name">The SHA-256 of a text that stands for the object and begins with its kind and version.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The problem; <see langword="null"/> for none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public StoreException? TryWrite(Digest name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        StoreCall.Try(token => store.WriteAsync(StoredObject.OfKey(name), content, token), ObjectPatience, cancellationToken);

    /// <summary>Waits for what is not written yet, as long as the run's patience lasts, unless the run was cancelled.</summary>
    public void Dispose()
    {
        try
        {
            if (!isFinished && !run.IsCancellationRequested)
            {
                Finish(null, run);
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends because of it already.
        }

        if (writer.IsValueCreated)
        {
            writer.Value.Dispose();
        }

        store.Dispose();
    }

    private bool Guard(Action work, SharedPatience.Wait wait)
    {
        try
        {
            work();
            return true;
        }
        catch (StoreException exception)
        {
            warnings.TellFailed(exception, wait.IsWrite);
        }
        catch (OperationCanceledException) when (!run.IsCancellationRequested)
        {
            wait.Dispose(); // What was lost in it counts too.
            TellPatienceIsOver(wait);
        }

        isOff |= !wait.IsWrite;
        isNotWritten = true;
        return false;
    }

    private void TellPatienceIsOver(SharedPatience.Wait wait)
    {
        if (store.FailureOf(wait.IsWrite) is StoreException failure)
        {
            warnings.TellFailed(failure, wait.IsWrite);
        }
        else if (wait.IsWrite)
        {
            warnings.Tell(SharedCacheDiagnostics.NotWritten(store.Name, UnwrittenCount));
        }
        else if (patience.IsLostByWriting)
        {
            // In an earlier part of the run. It is told at the end, when it is known how much that leaves out.
            isSlowToWrite = true;
        }
        else
        {
            warnings.Tell(SharedCacheDiagnostics.TooSlow(store.Name, patience.Total));
        }
    }

    private void TellNotWritable(StoreException exception)
    {
        isRefused = true;
        if (exception.Damaged is StoredObject damaged)
        {
            warnings.Tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, damaged.ToString(), exception.Message));
        }
        else
        {
            warnings.TellFailed(exception, isWrite: true);
        }
    }
}
