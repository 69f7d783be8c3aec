using System.Security.Cryptography;
using Retrain.Training.Caching;

namespace Retrain.Training.SharedCaches;

/// <summary>
/// Adds packs to the listings of their networks. Stores have no way to change an object that holds for all of them, so a listing is read,
/// added to and written. Where another writer did the same in between, one of the two is lost, which the loser notices when it looks again.
/// </summary>
/// <param name="store">The store.</param>
internal sealed class PackAnnouncements(SharedStore store)
{
    private const int MostRounds = 6;

    private readonly Dictionary<(CachedNetwork Network, int Part), List<ListedPack>> packs = [];
    private int changed;

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
        await Parallel.ForEachAsync(packs, cancellationToken, async (entry, token) =>
        {
            StoredObject name = PackListing.NameOf(entry.Key.Network, entry.Key.Part);
            PackListing listing = await ReadAsync(name, token).ConfigureAwait(false);
            if (!listing.Has(entry.Value))
            {
                await store.WriteAsync(name, listing.With(entry.Value).ToBytes(), token).ConfigureAwait(false);
                Interlocked.Increment(ref changed);
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

    // What is damaged is replaced: it has nothing that anyone could read.
    private async Task<PackListing> ReadAsync(StoredObject name, CancellationToken cancellationToken)
    {
        try
        {
            byte[]? content = await store.ReadAsync(name, PackListing.MostBytes, cancellationToken).ConfigureAwait(false);
            return PackListing.TryRead(content) ?? PackListing.Empty;
        }
        catch (StoreException exception) when (exception.IsOfObject)
        {
            return PackListing.Empty;
        }
    }
}
