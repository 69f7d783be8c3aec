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
        SELECT number, checksum, bottleneck, bottlenecks.rowid
        FROM wanted CROSS JOIN bottlenecks ON key = substr($hashes, number * 32 + 1, 32)
        """;

    // A row that is replaced gets another number.
    private const string RemoveEntry = "DELETE FROM entries WHERE number = (SELECT rowid FROM bottlenecks WHERE key = $key);";

    private readonly CacheDatabase database;
    private readonly CacheUse use;
    private bool isNotKept;
    private bool isDisposed;

    internal BottleneckCache(CacheDatabase database)
    {
        this.database = database;
        use = new CacheUse(database);
        ImageDigests = new ImageDigests(database);
        UnreadableImages = new UnreadableImages(database);
        Claims = new BottleneckClaims(database, use);
    }

    /// <inheritdoc cref="CacheFolder.Default"/>
    public static string DefaultFolder => CacheFolder.Default;

    /// <summary>The size that the cache is kept below; 0 for none.</summary>
    public long LimitBytes { get; init; }

    /// <summary>The digests of images that were read before.</summary>
    public ImageDigests ImageDigests { get; }

    /// <summary>The images that are known to be unreadable.</summary>
    public UnreadableImages UnreadableImages { get; }

    /// <summary>The bottlenecks that runs are computing at present.</summary>
    public BottleneckClaims Claims { get; }

    /// <summary>Opens the cache in a folder. If it cannot be used, a warning says so and the run continues without it.</summary>
    /// <param name="folder">The folder, which is created if it does not exist.</param>
    /// <param name="report">Receives the warnings RT3xxx.</param>
    /// <param name="folderIsRequired">Whether the user named the folder, so that it is an error if it cannot be created.</param>
    /// <exception cref="RetrainException">
    /// RT3001: the folder is required and cannot be created; RT4063: RETRAIN_CACHE_MAX_SIZE is not a size.
    /// </exception>
    public static BottleneckCache Open(string folder, Action<Diagnostic> report, bool folderIsRequired = false) =>
        new(CacheDatabase.Open(Path.GetFullPath(folder), folderIsRequired, report)) { LimitBytes = CacheLimit.FromEnvironment() };

    /// <summary>Looks up many keys.</summary>
    /// <param name="keys">The keys in the order of the images, in which the bottlenecks of an earlier run are read fastest.</param>
    /// <param name="found">Receives the index of a key and its values, which are valid until it returns. It must not use the cache.</param>
    /// <param name="kind">The purpose, which says what is counted.</param>
    /// <returns>The ascending indices of the keys whose bottlenecks must be computed.</returns>
    public IReadOnlyList<int> GetMany(
        IReadOnlyList<BottleneckKey> keys, Action<int, ReadOnlySpan<float>> found, LookUpKind kind = LookUpKind.Wanted)
    {
        byte[] hashes = new byte[keys.Count * Digest.SizeBytes];
        for (int index = 0; index < keys.Count; index++)
        {
            keys[index].Hash.CopyTo(hashes.AsSpan(index * Digest.SizeBytes));
        }

        if (keys.Count == 0)
        {
            return [];
        }

        use.Begin();
        bool[] isFound = new bool[keys.Count];
        Dictionary<(CachedNetwork Network, int Length), List<long>> rows = [];
        HashSet<int> damaged = [];
        database.Read(connection =>
        {
            using SqliteCommand select = new(Select, connection);
            select.Parameters.AddWithValue("$hashes", hashes);
            rows.Clear(); // The work may run again on a new database.
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
                if (HasLength(blob, keys[index].Recipe.Length)
                    && row.GetValue(1) is long checksum && checksum == BottleneckBlob.ChecksumOf(keys[index].Hash, blob))
                {
                    isFound[index] = true;
                    AddRow(rows, keys[index].Recipe.Network, blob.Length / sizeof(float), raw.sqlite3_column_int64(row.Handle, 3));
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

        if (kind is not LookUpKind.ReadBack)
        {
            use.Add(rows, kind is LookUpKind.Wanted ? missed.Count : 0);
        }

        return missed;
    }

    /// <summary>Records that what was looked up is in use, once a run has looked up what it wants.</summary>
    public void RecordUse() => use.Record();

    /// <summary>Stores all of many bottlenecks or, on failure, none. An existing bottleneck of a key is replaced.</summary>
    /// <param name="entries">The bottlenecks.</param>
    /// <param name="areFetched">Whether they came from a shared cache, and were not computed.</param>
    public void PutMany(
        IReadOnlyCollection<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries, bool areFetched = false)
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

        use.Begin();
        database.Write(connection =>
        {
            List<(CachedNetwork Network, int Length, long Row)> stored = [];
            using SqliteCommand insert = new(
                "INSERT OR REPLACE INTO bottlenecks (key, checksum, bottleneck) VALUES ($key, $checksum, $bottleneck)", connection);
            byte[] keyBytes = new byte[Digest.SizeBytes];
            insert.Parameters.AddWithValue("$key", keyBytes);
            using SqliteCommand replaced = new(RemoveEntry, connection);
            replaced.Parameters.AddWithValue("$key", keyBytes);
            SqliteParameter checksumParameter = insert.Parameters.Add("$checksum", SqliteType.Integer);
            SqliteParameter blobParameter = insert.Parameters.Add("$bottleneck", SqliteType.Blob);
            foreach ((BottleneckKey key, ReadOnlyMemory<float> bottleneck) in entries)
            {
                ReadOnlySpan<byte> blob = BottleneckBlob.Encode(bottleneck.Span);
                key.Hash.CopyTo(keyBytes);
                checksumParameter.Value = (long)BottleneckBlob.ChecksumOf(key.Hash, blob);
                blobParameter.Value = blob.ToArray();
                if (database.KeepsUse)
                {
                    replaced.ExecuteNonQuery();
                }

                insert.ExecuteNonQuery();
                stored.Add((key.Recipe.Network, bottleneck.Length, raw.sqlite3_last_insert_rowid(connection.Handle)));
            }

            use.Put(connection, stored);
        });
        use.CountStored(entries.Count, entries.Sum(entry => (long)entry.Bottleneck.Length * sizeof(float)), areFetched);
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        use.Record();
        if (use.HasStored && use.IsRegistered && LimitBytes > 0)
        {
            database.Maintain(KeepLimit);
        }

        use.Record(isEnd: true);
        database.Dispose();
    }

    // The run is still registered, so that nothing goes that it used.
    private void KeepLimit(CacheSession session)
    {
        if (!CacheLimit.Keep(session, LimitBytes) && use.Bytes > LimitBytes)
        {
            database.Report(CacheDiagnostics.RunLargerThanLimit(database.Path, use.Bytes, LimitBytes));
        }
    }

    // An imported pack may hold anything under a key.
    private static bool HasLength(ReadOnlySpan<byte> blob, int length) => length == 0 || blob.Length == length * sizeof(float);

    private static void AddRow(Dictionary<(CachedNetwork, int), List<long>> rows, CachedNetwork network, int length, long row)
    {
        if (!rows.TryGetValue((network, length), out List<long>? numbers))
        {
            rows.Add((network, length), numbers = []);
        }

        numbers.Add(row);
    }

    private void Remove(IEnumerable<BottleneckKey> keys) =>
        database.Write(connection =>
        {
            const string remove = "DELETE FROM bottlenecks WHERE key = $key";
            using SqliteCommand delete = database.KeepsUse ? new(RemoveEntry + remove, connection) : new(remove, connection);
            byte[] keyBytes = new byte[Digest.SizeBytes];
            delete.Parameters.AddWithValue("$key", keyBytes);
            foreach (BottleneckKey key in keys)
            {
                key.Hash.CopyTo(keyBytes);
                delete.ExecuteNonQuery();
            }
        });
}
