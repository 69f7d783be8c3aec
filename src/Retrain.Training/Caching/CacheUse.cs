using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>
/// Records a run and what of the cache it used: in one statement when the run has looked its bottlenecks up, and never entry by entry.
/// </summary>
/// <remarks>
/// A run registers before it reads, and says so until its use is recorded. Nothing is removed meanwhile, nor is anything afterwards
/// that was used since the oldest running run began.
/// </remarks>
internal sealed class CacheUse(CacheDatabase database)
{
    // Only the last runs are shown.
    private const int KeptRuns = 50;

    private const string Touch =
        "UPDATE entries SET used_seconds = max(used_seconds, $now), network = $network FROM json_each($ranges) AS range "
        + "WHERE number BETWEEN range.value ->> 0 AND range.value ->> 1";

    // Entries of earlier versions, whose age is not known.
    private const string Adopt =
        "INSERT OR IGNORE INTO entries SELECT bottlenecks.rowid, $network, 0, $now FROM json_each($ranges) AS range "
        + "JOIN bottlenecks ON bottlenecks.rowid BETWEEN range.value ->> 0 AND range.value ->> 1";

    private readonly Lock gate = new();
    private Dictionary<(CachedNetwork Network, int Length), RowRanges> read = [];
    private long? run;
    private bool isGivenUp;
    private bool isReading;
    private long began = Now;
    private long hits;
    private long misses;
    private long fetched;
    private long computed;

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>The run's number among all that used the cache; <see langword="null"/> where others do not know of it.</summary>
    public long? Run => isGivenUp ? null : run;

    /// <summary>Whether this run stored bottlenecks.</summary>
    public bool HasStored => fetched + computed > 0;

    /// <summary>Whether others know of this run.</summary>
    public bool IsRegistered => Run is not null;

    /// <summary>The size of the bottlenecks that this run read or stored.</summary>
    public long Bytes { get; private set; }

    /// <summary>Registers the run, unless it is. A run that cannot be registered, for instance as the disk is full, goes on.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (run is not null || isGivenUp)
            {
                return;
            }

            isGivenUp = !database.Note(connection =>
            {
                began = Now;
                using SqliteCommand insert = new(
                    "INSERT INTO runs (host, process, process_start, began_seconds, is_reading, hits, misses, stored) "
                    + "VALUES ($host, $process, $start, $began, 1, 0, 0, 0) RETURNING id",
                    connection);
                insert.Parameters.AddWithValue("$host", ProcessIdentity.Current.Host);
                insert.Parameters.AddWithValue("$process", ProcessIdentity.Current.Id);
                insert.Parameters.AddWithValue("$start", ProcessIdentity.Current.Start);
                insert.Parameters.AddWithValue("$began", began);
                run = (long)insert.ExecuteScalar()!;
            });
            isReading = true;
        }
    }

    /// <summary>Notes what a look-up gave.</summary>
    /// <param name="rows">The rows that were found, by the network and the length of their bottlenecks.</param>
    /// <param name="missed">The number of keys that were not found.</param>
    public void Add(Dictionary<(CachedNetwork Network, int Length), List<long>> rows, int missed)
    {
        lock (gate)
        {
            misses += missed;
            foreach (((CachedNetwork Network, int Length) network, List<long> numbers) in rows)
            {
                hits += numbers.Count;
                Bytes += (long)numbers.Count * network.Length * sizeof(float);
                if (!read.TryGetValue(network, out RowRanges? ranges))
                {
                    read.Add(network, ranges = new RowRanges());
                }

                ranges.Add(numbers);
            }
        }
    }

    /// <summary>Notes that bottlenecks are being stored, in the transaction that stores them.</summary>
    public void Put(SqliteConnection connection, IReadOnlyList<(CachedNetwork Network, int Length, long Row)> entries)
    {
        if (database.KeepsUse)
        {
            Put(connection, entries, Math.Max(Now, began));
        }
    }

    /// <summary>Notes that bottlenecks are being stored at a time.</summary>
    public static void Put(
        SqliteConnection connection, IReadOnlyList<(CachedNetwork Network, int Length, long Row)> entries, long seconds)
    {
        using SqliteCommand insert = new(
            "INSERT OR REPLACE INTO entries (number, network, made_seconds, used_seconds) VALUES ($row, $network, $now, $now)", connection);
        SqliteParameter row = insert.Parameters.Add("$row", SqliteType.Integer);
        SqliteParameter network = insert.Parameters.Add("$network", SqliteType.Integer);
        insert.Parameters.AddWithValue("$now", seconds);
        Dictionary<(CachedNetwork, int), long> ids = [];
        foreach ((CachedNetwork source, int length, long number) in entries)
        {
            if (!ids.TryGetValue((source, length), out long id))
            {
                ids.Add((source, length), id = IdOf(connection, source, length));
            }

            row.Value = number;
            network.Value = id;
            insert.ExecuteNonQuery();
        }
    }

    /// <summary>Counts what was stored.</summary>
    /// <param name="count">The number of bottlenecks.</param>
    /// <param name="sizeBytes">The size of their values.</param>
    /// <param name="areFetched">Whether they came from a shared cache, and were not computed.</param>
    public void CountStored(int count, long sizeBytes, bool areFetched)
    {
        lock (gate)
        {
            (fetched, computed) = areFetched ? (fetched + count, computed) : (fetched, computed + count);
            Bytes += sizeBytes;
        }
    }

    /// <summary>Records what was read up to now.</summary>
    /// <param name="isEnd">Whether the run has ended.</param>
    public void Record(bool isEnd = false)
    {
        lock (gate)
        {
            if (run is null || isGivenUp || (read.Count == 0 && !isReading && !isEnd))
            {
                return;
            }

            isGivenUp = !database.Note(connection =>
            {
                long now = Math.Max(Now, began);
                foreach (((CachedNetwork network, int length), RowRanges rows) in read)
                {
                    Save(connection, IdOf(connection, network, length), rows, now);
                }

                SaveCounts(connection, isEnd ? now : null);
            });
            read = [];
            isReading = false;
        }
    }

    private static void Save(SqliteConnection connection, long network, RowRanges rows, long now)
    {
        (string ranges, long count) = rows.ToJson();
        using SqliteCommand touch = new(Touch, connection);
        touch.Parameters.AddWithValue("$now", now);
        touch.Parameters.AddWithValue("$network", network);
        touch.Parameters.AddWithValue("$ranges", ranges);
        if (touch.ExecuteNonQuery() < count)
        {
            using SqliteCommand adopt = new(Adopt, connection);
            adopt.Parameters.AddWithValue("$network", network);
            adopt.Parameters.AddWithValue("$now", now);
            adopt.Parameters.AddWithValue("$ranges", ranges);
            adopt.ExecuteNonQuery();
        }
    }

    private static long IdOf(SqliteConnection connection, CachedNetwork network, int length)
    {
        byte[] backbone = new byte[Digest.SizeBytes];
        network.Backbone.CopyTo(backbone);
        using SqliteCommand find = new(
            "INSERT OR IGNORE INTO networks (backbone, tensor, length, name) VALUES ($backbone, $tensor, $length, $name); "
            + "SELECT id FROM networks WHERE backbone = $backbone AND tensor = $tensor AND length = $length",
            connection);
        find.Parameters.AddWithValue("$backbone", backbone);
        find.Parameters.AddWithValue("$tensor", network.Tensor);
        find.Parameters.AddWithValue("$length", length);
        find.Parameters.AddWithValue("$name", network.Name);
        return (long)find.ExecuteScalar()!;
    }

    private void SaveCounts(SqliteConnection connection, long? ended)
    {
        using SqliteCommand update = new(
            "UPDATE runs SET is_reading = 0, hits = $hits, misses = $misses, stored = $stored, fetched = $fetched, "
            + "ended_seconds = $ended WHERE id = $run; "
            + "DELETE FROM claims WHERE $ended IS NOT NULL AND (run = $run OR until_seconds < $now); "
            + "DELETE FROM runs WHERE id <= $run - $kept AND (ended_seconds IS NOT NULL OR began_seconds < $now - 30 * 86400)",
            connection);
        update.Parameters.AddWithValue("$hits", hits);
        update.Parameters.AddWithValue("$misses", misses);
        update.Parameters.AddWithValue("$stored", fetched + computed);
        update.Parameters.AddWithValue("$fetched", fetched);
        update.Parameters.AddWithValue("$ended", ended is long seconds ? seconds : DBNull.Value);
        update.Parameters.AddWithValue("$run", run!.Value);
        update.Parameters.AddWithValue("$kept", KeptRuns);
        update.Parameters.AddWithValue("$now", Now);
        update.ExecuteNonQuery();
    }
}
