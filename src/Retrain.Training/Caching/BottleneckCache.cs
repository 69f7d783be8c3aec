using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Caching;

/// <summary>Bottlenecks by what they were computed from. May be used by several threads at once, and by several processes.</summary>
internal sealed class BottleneckCache : IDisposable
{
    private readonly CacheDatabase database;

    internal BottleneckCache(CacheDatabase database)
    {
        this.database = database;
        ImageDigests = new ImageDigests(database);
    }

    /// <inheritdoc cref="CacheFolder.Default"/>
    public static string DefaultFolder => CacheFolder.Default;

    /// <summary>The digests of images that were read before.</summary>
    public ImageDigests ImageDigests { get; }

    /// <summary>Opens the cache in a folder; where it cannot be used the run goes on with one in memory, and a warning.</summary>
    /// <param name="folder">Made where missing.</param>
    /// <param name="report">Receives warnings RT3xxx.</param>
    /// <param name="folderIsRequired">Whether the user named the folder: then it is an error when it cannot be made.</param>
    /// <exception cref="RetrainException">The folder is required and cannot be made (RT3001).</exception>
    public static BottleneckCache Open(string folder, Action<Diagnostic> report, bool folderIsRequired = false) =>
        new(CacheDatabase.Open(Path.GetFullPath(folder), folderIsRequired, report));

    /// <summary>Looks many keys up.</summary>
    /// <param name="keys">In the order of the images: what was put in one run is read fastest in that order.</param>
    /// <param name="found">Receives a key's index and its values, which are gone when it returns; it must not use the cache.</param>
    /// <returns>The indices of the keys that are to be computed, ascending.</returns>
    public IReadOnlyList<int> GetMany(IReadOnlyList<BottleneckKey> keys, Action<int, ReadOnlySpan<float>> found)
    {
        bool[] isFound = new bool[keys.Count];
        SortedSet<int> damaged = [];
        database.Read(sqlite =>
        {
            using SqliteStatement select = sqlite.Prepare("SELECT checksum, bottleneck FROM bottlenecks WHERE key = ?");
            for (int index = 0; index < keys.Count; index++)
            {
                if (isFound[index])
                {
                    continue;
                }

                Digest key = keys[index].Hash;
                select.Bind(1, key);
                if (select.Step())
                {
                    ReadOnlySpan<byte> blob = select.Blob(1);
                    if (select.Int64(0) == BottleneckBlob.ChecksumOf(key, blob))
                    {
                        isFound[index] = true;
                        found(index, BottleneckBlob.Decode(blob));
                    }
                    else
                    {
                        damaged.Add(index);
                    }
                }

                select.Reset();
            }
        });
        if (damaged.Count > 0)
        {
            Remove(damaged.Select(index => keys[index]));
            database.Report(CacheDiagnostics.EntriesDamaged(database.Path, damaged.Count, "bottlenecks"));
        }

        return [.. Enumerable.Range(0, keys.Count).Where(index => !isFound[index])];
    }

    /// <summary>Stores many bottlenecks, all or none; what a key had before is replaced.</summary>
    public void PutMany(IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        if (entries.Count == 0)
        {
            return; // a warm run leaves the write lock to others.
        }

        database.Write(sqlite =>
        {
            using SqliteStatement insert = sqlite.Prepare("INSERT OR REPLACE INTO bottlenecks (key, checksum, bottleneck) VALUES (?, ?, ?)");
            foreach ((BottleneckKey key, ReadOnlyMemory<float> bottleneck) in entries)
            {
                ReadOnlySpan<byte> blob = BottleneckBlob.Encode(bottleneck.Span);
                insert.Bind(1, key.Hash);
                insert.Bind(2, BottleneckBlob.ChecksumOf(key.Hash, blob));
                insert.Bind(3, blob);
                insert.Execute();
            }
        });
    }

    public void Dispose() => database.Dispose();

    private void Remove(IEnumerable<BottleneckKey> keys) =>
        database.Write(sqlite =>
        {
            using SqliteStatement delete = sqlite.Prepare("DELETE FROM bottlenecks WHERE key = ?");
            foreach (BottleneckKey key in keys)
            {
                delete.Bind(1, key.Hash);
                delete.Execute();
            }
        });
}
