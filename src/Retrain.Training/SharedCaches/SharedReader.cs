using System.Numerics.Tensors;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Caching;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Finds bottlenecks in a store: many in packs, which listings name, and few under their own names, with one request for each. Nothing is
/// believed before it is verified.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="signingKey">The key that packs must be signed with; <see langword="null"/> to believe any.</param>
/// <param name="tell">Receives what is wrong with objects of the store, from any thread.</param>
internal sealed class SharedReader(SharedStore store, PackSigningKey? signingKey, Action<Diagnostic> tell)
{
    /// <summary>The number of bottlenecks up to which none is looked for in packs, as their listings cost more requests.</summary>
    public const int Few = 8;

    /// <summary>The largest pack that is fetched, which is held in memory.</summary>
    public const int MostPackBytes = 16 << 20;

    // Where so many were asked for by their names and fewer than one in eight was there, the others are not asked for: ten million
    // bottlenecks that no one has computed yet are not ten million requests. Hashes are a random sample.
    private const int TrialSize = 64;
    private const int LeastShare = 8;

    private const int PacksAtOnce = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<CachedNetwork, IReadOnlyList<ListedPack>> listed = [];
    private int asked;
    private int answered;

    /// <summary>Receives a bottleneck, one at a time. The values are valid until it returns.</summary>
    internal delegate void Receiver(int index, ReadOnlySpan<float> values);

    /// <summary>Fetches what the store has of the wanted bottlenecks.</summary>
    /// <param name="wanted">The keys, all of one network; those that are found are marked.</param>
    /// <param name="found">Receives what is found.</param>
    /// <param name="wait">The patience, which grows with what is found.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or no patience was left.</exception>
    public void Fetch(WantedKeys wanted, Receiver found, SharedPatience.Wait wait) =>
        FetchAsync(wanted, found, wait).GetAwaiter().GetResult();

    private async Task FetchAsync(WantedKeys wanted, Receiver found, SharedPatience.Wait wait)
    {
        if (wanted.Left > Few)
        {
            await FetchPacksAsync(wanted, found, wait).ConfigureAwait(false);
        }

        BottleneckKey[] missing = [.. wanted.Missing];
        for (int next = 0; next < missing.Length && (asked < TrialSize || answered * LeastShare >= asked);)
        {
            BottleneckKey[] group = missing[next..Math.Min(missing.Length, next + Math.Max(TrialSize, answered))];
            next += group.Length;
            await ForEachAsync(group, store.Parallelism, wait, async (key, token) =>
            {
                int mostBytes = ListedPack.SizeOf(
                    1, key.Recipe.Length > 0 ? key.Recipe.Length * sizeof(float) : PackFormat.LargestValuesBytes);
                StoredObject item = StoredObject.OfKey(key.Hash);
                bool isThere = await ReadAsync(item, mostBytes, token).ConfigureAwait(false) is byte[] content
                    && Receive(content, item, wanted, found, key.Hash, wait) > 0;
                Interlocked.Increment(ref asked);
                Interlocked.Add(ref answered, isThere ? 1 : 0);
            }).ConfigureAwait(false);
        }
    }

    private async Task FetchPacksAsync(WantedKeys wanted, Receiver found, SharedPatience.Wait wait)
    {
        IReadOnlyList<ListedPack> packs = await ListAsync(wanted[0].Recipe.Network, wait).ConfigureAwait(false);

        // Those of which most is wanted come first: the others may then have nothing that is still wanted.
        IEnumerable<ListedPack> useful = packs
            .Select(pack => (Pack: pack, Share: (double)pack.Sample.Count(wanted.IsWanted) / pack.Sample.Count))
            .Where(pack => pack.Share > 0 && pack.Pack.SizeBytes <= MostPackBytes)
            .OrderByDescending(pack => pack.Share)
            .Select(pack => pack.Pack);
        await ForEachAsync([.. useful], PacksAtOnce, wait, async (pack, token) =>
        {
            StoredObject item = StoredObject.OfContent(pack.Name);
            if (!pack.Sample.Any(wanted.IsWanted)
                || await ReadAsync(item, pack.SizeBytes, token).ConfigureAwait(false) is not byte[] content)
            {
                return;
            }

            if (Digest.Of(content) == pack.Name)
            {
                Receive(content, item, wanted, found, null, wait);
            }
            else
            {
                tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), "its bytes are not those that its name stands for"));
            }
        }).ConfigureAwait(false);
    }

    // Once a run: what others add meanwhile is only missed.
    private async Task<IReadOnlyList<ListedPack>> ListAsync(CachedNetwork network, SharedPatience.Wait wait)
    {
        lock (gate)
        {
            if (listed.TryGetValue(network, out IReadOnlyList<ListedPack>? known))
            {
                return known;
            }
        }

        List<ListedPack> packs = [];
        await ForEachAsync(Enumerable.Range(0, PackListing.Parts), PackListing.Parts, wait, async (part, token) =>
        {
            StoredObject item = PackListing.NameOf(network, part);
            if (await ReadAsync(item, PackListing.MostBytes, token).ConfigureAwait(false) is not byte[] content)
            {
                return;
            }

            if (PackListing.TryRead(content) is PackListing listing)
            {
                lock (gate)
                {
                    packs.AddRange(listing.Packs);
                }
            }
            else
            {
                tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), "it is not a listing of packs"));
            }
        }).ConfigureAwait(false);
        lock (gate)
        {
            listed[network] = packs;
        }

        return packs;
    }

    private async Task<byte[]?> ReadAsync(StoredObject item, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(item, mostBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.IsOfObject)
        {
            tell(exception.IsUnreadable
                ? SharedCacheDiagnostics.ObjectUnreadable(store.Name, item.ToString(), exception.Message)
                : SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), exception.Message));
            return null;
        }
    }

    /// <param name="only">The one key that the pack was asked for; <see langword="null"/> for any.</param>
    /// <returns>The number of bottlenecks that were wanted and right.</returns>
    private int Receive(
        byte[] content, StoredObject item, WantedKeys wanted, Receiver found, Digest? only, SharedPatience.Wait wait)
    {
        int count = 0;
        try
        {
            PackReader pack = PackReader.Open(new MemoryStream(content, writable: false), item.ToString(), signingKey);
            pack.ReadAll(entry =>
            {
                lock (gate)
                {
                    if (only is null || only == entry.Key)
                    {
                        count += Receive(entry, item, wanted, found);
                    }
                    else
                    {
                        tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), "it has the bottleneck of another key"));
                    }
                }
            });
        }
        catch (RetrainException exception) when (exception.Diagnostic.Code == PackDiagnostics.NotSignedCode)
        {
            tell(SharedCacheDiagnostics.NotSigned(store.Name, item.ToString()));
        }
        catch (RetrainException exception) when (PackDiagnostics.IsAboutAPack(exception.Diagnostic))
        {
            tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), "it is not a whole pack that this version can read"));
        }

        wait.Earn(count);
        return count;
    }

    private int Receive(PackEntry entry, StoredObject item, WantedKeys wanted, Receiver found)
    {
        IReadOnlyList<int> indices = wanted.IndicesOf(entry.Key);
        if (indices.Count == 0)
        {
            return 0;
        }

        ReadOnlySpan<float> values = BottleneckBlob.Decode(entry.Values);
        int length = wanted[indices[0]].Recipe.Length;
        if (length > 0 && values.Length != length)
        {
            tell(SharedCacheDiagnostics.OtherLength(store.Name, item.ToString(), values.Length, length));
            return 0;
        }

        if (!TensorPrimitives.IsFiniteAll(values))
        {
            tell(SharedCacheDiagnostics.ObjectDamaged(store.Name, item.ToString(), "it has a value that is not finite"));
            return 0;
        }

        foreach (int index in indices)
        {
            found(index, values);
            wanted.Mark(index);
        }

        return indices.Count;
    }

    private static Task ForEachAsync<T>(
        IEnumerable<T> items, int atOnce, SharedPatience.Wait wait, Func<T, CancellationToken, ValueTask> run) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = wait.Token }, run);
}
