using System.Diagnostics;
using System.Threading.Channels;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Writes what a run computes to a store while the run goes on: a few bottlenecks each under its own name, more of them in packs. Any
/// number of threads may use it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="signingKey">The key to sign with; <see langword="null"/> for packs without a signature.</param>
/// <param name="refuse">Receives the reason why one object cannot be written where others can, from any thread.</param>
internal sealed class SharedWriter(SharedStore store, PackSigningKey? signingKey, Action<StoreException> refuse) : IDisposable
{
    private const int MostEntries = 1024;
    private const int MostPackBytes = 2 << 20;

    // A store that is slower than the network must not fill the memory.
    private const int MostWaitingBytes = 64 << 20;

    // What is not yet in a pack or a listing when the process is killed is not found by others.
    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeBetweenListings = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Batch> queue = Channel.CreateUnbounded<Batch>();
    private readonly PackAnnouncements announcements = new(store, refuse);
    private Batch gathered = new([], 0, 0);
    private Task? writing;
    private int offered;
    private int written;
    private long waitingBytes;
    private long progressedAt = Stopwatch.GetTimestamp();

    /// <summary>Called after something was written.</summary>
    public Action Progressed { get; set; } = () => { };

    /// <summary>
    /// The longest time without progress that <see cref="Offer"/> waits where too much is to be written, instead of leaving it out.
    /// </summary>
    public TimeSpan LongestWait { get; init; }

    /// <summary>The number of bottlenecks that were offered, and are not in the store so that others find them.</summary>
    public int UnwrittenCount => offered - written + announcements.RefusedCount;

    /// <summary>Takes bottlenecks to write them soon. Nothing is taken any more after the store has failed.</summary>
    /// <param name="entries">Bottlenecks of one network, whose memory must not change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void Offer(
        IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries, CancellationToken cancellationToken)
    {
        foreach ((BottleneckKey key, ReadOnlyMemory<float> bottleneck) in entries)
        {
            int bytes = bottleneck.Length * sizeof(float);
            while (Interlocked.Read(ref waitingBytes) > MostWaitingBytes && writing?.IsCompleted is false
                && Stopwatch.GetElapsedTime(Interlocked.Read(ref progressedAt)) < LongestWait)
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (bytes > PackFormat.LargestValuesBytes)
            {
                refuse(new StoreException("no pack can hold a bottleneck of more than 4 MiB"));
                Interlocked.Add(ref offered, entries.Count); // Those of one network are as long as each other.
                return;
            }

            lock (gate)
            {
                offered++;
                if (writing?.IsCompleted is true || waitingBytes > MostWaitingBytes)
                {
                    continue;
                }

                waitingBytes += bytes;
                if (!gathered.Takes(key, bytes))
                {
                    Pass();
                }

                long since = gathered.Entries.Count == 0 ? Stopwatch.GetTimestamp() : gathered.Since;
                gathered.Entries.Add((key, bottleneck));
                gathered = gathered with { Bytes = gathered.Bytes + bytes, Since = since };
            }
        }

        lock (gate)
        {
            if (gathered.Entries.Count > SharedReader.Few && Stopwatch.GetElapsedTime(gathered.Since) > LongestGathering)
            {
                Pass();
            }
        }
    }

    /// <summary>Writes what is left. Nothing may be offered afterwards.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Finish(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (gathered.Entries.Count > 0)
            {
                Pass();
            }

            queue.Writer.TryComplete();
        }

        using CancellationTokenRegistration registration = cancellationToken.Register(stop.Cancel);
        (writing ?? Task.CompletedTask).WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        queue.Writer.TryComplete();
        stop.Cancel();
        _ = writing?.Exception; // told by those who waited, if anyone did
        stop.Dispose();
    }

    // Under the lock.
    private void Pass()
    {
        queue.Writer.TryWrite(gathered);
        gathered = new([], 0, 0);
        writing ??= Task.Run(() => WriteAsync(stop.Token));
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        int unlisted = 0;
        long listedAt = Stopwatch.GetTimestamp();
        bool hasPacks = false;
        await foreach (Batch batch in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (batch.Entries.Count > SharedReader.Few || hasPacks)
            {
                hasPacks = true;
                unlisted += await TryAsync(() => WritePackAsync(batch, cancellationToken)).ConfigureAwait(false) ? batch.Entries.Count : 0;
            }
            else
            {
                await Parallel.ForEachAsync(batch.Entries, cancellationToken, async (entry, token) =>
                {
                    byte[] pack = PackOf([entry]);
                    bool isWritten = await TryAsync(() => store.WriteAsync(StoredObject.OfKey(entry.Key.Hash), pack, token))
                        .ConfigureAwait(false);
                    Interlocked.Add(ref written, isWritten ? 1 : 0);
                }).ConfigureAwait(false);
            }

            Interlocked.Add(ref waitingBytes, -batch.Bytes);
            if (Stopwatch.GetElapsedTime(listedAt) > TimeBetweenListings)
            {
                await announcements.UpdateAsync(cancellationToken).ConfigureAwait(false);
                Interlocked.Add(ref written, unlisted);
                unlisted = 0;
                listedAt = Stopwatch.GetTimestamp();
            }
        }

        if (hasPacks)
        {
            await announcements.FinishAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Add(ref written, unlisted);
        }
    }

    // Where one object cannot be written, others may be.
    private async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
            Interlocked.Exchange(ref progressedAt, Stopwatch.GetTimestamp());
            Progressed();
            return true;
        }
        catch (StoreException exception) when (exception.IsOfObject)
        {
            refuse(exception);
            return false;
        }
    }

    private async Task WritePackAsync(Batch batch, CancellationToken cancellationToken)
    {
        byte[] pack = PackOf(batch.Entries);
        ListedPack listed = ListedPack.Of(pack, [.. batch.Entries.Select(entry => entry.Key.Hash).Distinct()]);
        await store.WriteAsync(StoredObject.OfContent(listed.Name), pack, cancellationToken).ConfigureAwait(false);
        announcements.Add(batch.Entries[0].Key.Recipe.Network, listed);
    }

    private byte[] PackOf(IEnumerable<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        using MemoryStream content = new();
        using PackWriter pack = new(content, signingKey);

        // In the order of the keys, so that the same bottlenecks make the same pack.
        foreach ((BottleneckKey key, ReadOnlyMemory<float> bottleneck) in entries.OrderBy(entry => entry.Key.Hash, PackEntry.KeyOrder))
        {
            pack.Add(key.Hash, BottleneckBlob.Encode(bottleneck.Span));
        }

        pack.Complete();
        return content.ToArray();
    }

    /// <param name="Since">The timestamp of the first entry.</param>
    private sealed record Batch(List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> Entries, long Bytes, long Since)
    {
        public bool Takes(BottleneckKey key, int bytes) => Entries.Count == 0
            || (Entries[0].Key.Recipe.Network == key.Recipe.Network && Entries.Count < MostEntries && Bytes + bytes <= MostPackBytes);
    }
}
