using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>
/// Stores bottlenecks under the inputs that they were computed from. Several threads and several processes may use it at once.
/// </summary>
internal sealed class BottleneckCache : IDisposable
{
    // One statement looks up all keys, which are concatenated in one parameter: a statement per key would cost more than the row.
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
    private bool isNotKept;

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

    /// <summary>The images that are known to be unreadable.</summary>
    public UnreadableImages UnreadableImages { get; }

    /// <summary>Opens the cache in a folder. If it cannot be used, a warning says so and the run continues without it.</summary>
    /// <param name="folder">The folder, which is created if it does not exist.</param>
    /// <param name="report">Receives the warnings RT3xxx.</param>
    /// <param name="folderIsRequired">Whether the user named the folder, so that it is an error if it cannot be created.</param>
    /// <exception cref="RetrainException">RT3001: the folder is required and cannot be created.</exception>
    public static BottleneckCache Open(string folder, Action<Diagnostic> report, bool folderIsRequired = false) =>
        new(CacheDatabase.Open(Path.GetFullPath(folder), folderIsRequired, report));

    /// <summary>Looks up many keys.</summary>
    /// <param name="keys">The keys in the order of the images, in which the bottlenecks of an earlier run are read fastest.</param>
    /// <param name="found">Receives the index of a key and its values, which are valid until it returns. It must not use the cache.</param>
    /// <returns>The ascending indices of the keys whose bottlenecks must be computed.</returns>
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

                // In SQLite's own memory: the reader would copy each into an array. A damaged row may hold another type, or none.
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

    /// <summary>Stores all of many bottlenecks or, on failure, none. An existing bottleneck of a key is replaced.</summary>
    public void PutMany(IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        if (entries.Count == 0)
        {
            return; // A warm run leaves the write lock to others.
        }

        // Digests, which save less time, are not worth a warning.
        if (database.IsReadOnly && !Interlocked.Exchange(ref isNotKept, true))
        {
            database.Report(CacheDiagnostics.DatabaseUnusable(database.Path, "it is read-only", canBeRead: true));
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
