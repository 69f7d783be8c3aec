using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>Bottlenecks by what they were computed from. May be used by several threads at once, and by several processes.</summary>
internal sealed class BottleneckCache : IDisposable
{
    // One statement for all keys, which lie behind one another in one parameter: a statement for each would cost more than its row.
    // CROSS JOIN keeps the order of the keys.
    private const string Select =
        """
        WITH RECURSIVE wanted (number) AS (
          SELECT 0 WHERE length($hashes) > 0
          UNION ALL
          SELECT number + 1 FROM wanted WHERE (number + 1) * 32 < length($hashes)
        )
        SELECT number, checksum, bottleneck FROM wanted CROSS JOIN bottlenecks ON key = substr($hashes, number * 32 + 1, 32)
        """;

    private readonly CacheDatabase database;

    internal BottleneckCache(CacheDatabase database)
    {
        this.database = database;
        ImageDigests = new ImageDigests(database);
        UnreadableImages = new UnreadableImages(database);
    }

    /// <inheritdoc cref="CacheFolder.Default"/>
    public static string DefaultFolder => CacheFolder.Default;

    /// <summary>The digests of images that were read before.</summary>
    public ImageDigests ImageDigests { get; }

    /// <summary>The images of which it is known that they cannot be read.</summary>
    public UnreadableImages UnreadableImages { get; }

    /// <summary>Opens the cache in a folder; where it cannot be used the run goes on without, and a warning says so.</summary>
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
        byte[] hashes = new byte[keys.Count * Digest.SizeBytes];
        for (int index = 0; index < keys.Count; index++)
        {
            keys[index].Hash.CopyTo(hashes.AsSpan(index * Digest.SizeBytes));
        }

        bool[] isFound = new bool[keys.Count];
        HashSet<int> damaged = [];
        database.Read(connection =>
        {
            using SqliteCommand select = new(Select, connection);
            select.Parameters.AddWithValue("$hashes", hashes);
            using SqliteDataReader row = select.ExecuteReader();
            while (row.Read())
            {
                int index = row.GetInt32(0);
                if (isFound[index])
                {
                    continue;
                }

                // Where SQLite has it: the reader would copy each into an array. A damaged row may hold another type, or none.
                ReadOnlySpan<byte> blob = raw.sqlite3_column_blob(row.Handle, 2);
                if (row.GetValue(1) is long checksum && checksum == BottleneckBlob.ChecksumOf(keys[index].Hash, blob))
                {
                    isFound[index] = true;
                    found(index, BottleneckBlob.Decode(blob));
                }
                else
                {
                    damaged.Add(index);
                }
            }
        });
        if (damaged.Count > 0)
        {
            Remove(damaged.Select(index => keys[index]));
            database.Report(CacheDiagnostics.EntriesDamaged(database.Path, damaged.Count, "bottlenecks"));
        }

        List<int> missed = [];
        for (int index = 0; index < keys.Count; index++)
        {
            if (!isFound[index])
            {
                missed.Add(index);
            }
        }

        return missed;
    }

    /// <summary>Stores many bottlenecks, all or none; what a key had before is replaced.</summary>
    public void PutMany(IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        if (entries.Count == 0)
        {
            return; // a warm run leaves the write lock to others.
        }

        database.Write(connection =>
        {
            using SqliteCommand insert = new(
                "INSERT OR REPLACE INTO bottlenecks (key, checksum, bottleneck) VALUES ($key, $checksum, $bottleneck)", connection);
            byte[] keyBytes = new byte[Digest.SizeBytes];
            insert.Parameters.AddWithValue("$key", keyBytes);
            SqliteParameter checksumParameter = insert.Parameters.Add("$checksum", SqliteType.Integer);
            SqliteParameter blobParameter = insert.Parameters.Add("$bottleneck", SqliteType.Blob);
            foreach ((BottleneckKey key, ReadOnlyMemory<float> bottleneck) in entries)
            {
                ReadOnlySpan<byte> blob = BottleneckBlob.Encode(bottleneck.Span);
                key.Hash.CopyTo(keyBytes);
                checksumParameter.Value = (long)BottleneckBlob.ChecksumOf(key.Hash, blob);
                blobParameter.Value = blob.ToArray();
                insert.ExecuteNonQuery();
            }
        });
    }

    public void Dispose() => database.Dispose();

    private void Remove(IEnumerable<BottleneckKey> keys) =>
        database.Write(connection =>
        {
            using SqliteCommand delete = new("DELETE FROM bottlenecks WHERE key = $key", connection);
            byte[] keyBytes = new byte[Digest.SizeBytes];
            delete.Parameters.AddWithValue("$key", keyBytes);
            foreach (BottleneckKey key in keys)
            {
                key.Hash.CopyTo(keyBytes);
                delete.ExecuteNonQuery();
            }
        });
}
