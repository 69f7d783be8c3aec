using System.Collections.Concurrent;
using System.Security.Cryptography;
using Retrain.Training.Caching;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Adds packs to the listings of their networks. Stores have no way to change an object that holds for all of them, so a listing is read,
/// added to and written. Where another writer did the same in between, one of the two is lost, which the loser notices when it looks again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="refuse">Receives the reason why a listing cannot be written where others can, from any thread.</param>
internal sealed class PackAnnouncements(SharedStore store, Action<StoreException> refuse)
{
    private const int MostRounds = 6;

    private readonly Dictionary<(CachedNetwork Network, int Part), List<ListedPack>> packs = [];
    private readonly ConcurrentDictionary<(CachedNetwork Network, int Part), bool> refused = [];
    private readonly ConcurrentDictionary<StoredObject, bool> written = [];
    private int changed;

    /// <summary>The number of entries in packs whose listings cannot be written.</summary>
    public int RefusedCount => refused.Keys.Sum(listing => packs[listing].Sum(pack => pack.Count));

    /// <summary>Takes a pack, which is in the store.</summary>
    public void Add(CachedNetwork network, ListedPack pack)
    {
        if (!packs.TryGetValue((network, PackListing.PartOf(pack.Name)), out List<ListedPack>? list))
        {
            packs.Add((network, PackListing.PartOf(pack.Name)), list = []);
        }

        list.Add(pack);
    }

    /// <summary>Adds all packs to their listings, as far as these do not have them.</summary>
    /// <returns>The number of listings that were written.</returns>
    /// <exception cref="StoreException">A listing cannot be read or written.</exception>
    public async Task<int> UpdateAsync(CancellationToken cancellationToken)
    {
        changed = 0;
        await Parallel.ForEachAsync(packs.Where(entry => !refused.ContainsKey(entry.Key)), cancellationToken, async (entry, token) =>
        {
            try
            {
                await UpdateAsync(PackListing.NameOf(entry.Key.Network, entry.Key.Part), entry.Value, token).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.IsOfObject)
            {
                refused[entry.Key] = true;
                refuse(exception);
            }
        }).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Adds all packs to their listings, and looks again until all are there.</summary>
    /// <exception cref="StoreException">A listing cannot be read or written, or others go on overwriting it.</exception>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        for (int round = 0; await UpdateAsync(cancellationToken).ConfigureAwait(false) > 0; round++)
        {
            if (round == MostRounds)
            {
                throw new StoreException("others write the listings of packs all the time");
            }

            // Two who met in one round must not meet in the next.
            await Task.Delay(RandomNumberGenerator.GetInt32(10 << round), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UpdateAsync(StoredObject name, IReadOnlyList<ListedPack> added, CancellationToken cancellationToken)
    {
        PackListing listing = await ReadAsync(name, cancellationToken).ConfigureAwait(false);
        if (!listing.Has(added))
        {
            await store.WriteAsync(name, listing.With(added).ToBytes(), cancellationToken).ConfigureAwait(false);
            written[name] = true;
            Interlocked.Increment(ref changed);
        }
    }

    // What is damaged is replaced: it has nothing that anyone could read. To write it once more does not help.
    private async Task<PackListing> ReadAsync(StoredObject name, CancellationToken cancellationToken)
    {
        byte[]? content;
        try
        {
            content = await store.ReadAsync(name, PackListing.MostBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException exception) when (exception.IsOfObject)
        {
            return !written.ContainsKey(name) ? PackListing.Empty : throw new StoreException(exception.Message, exception)
            {
                IsOfObject = true,
                Damaged = exception.IsUnreadable ? null : name,
            };
        }

        // A page that asks to log in is an answer too, and stays what it is.
        return PackListing.TryRead(content)
            ?? (content is null || !written.ContainsKey(name) ? PackListing.Empty
                : throw new StoreException("it is not what was written there") { IsOfObject = true, Damaged = name });
    }
}
