using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>Removes entries that no running process uses, some thousands at a time, so that others wait for none of it.</summary>
/// <remarks>
/// Freed pages go back to the file system by an incremental vacuum, which moves the file's last pages to the free ones. A file that an
/// earlier version made cannot do that: its free pages are used again, until <see cref="Compact"/> writes it anew.
/// </remarks>
internal sealed class CacheRemoval(CacheSession database)
{
    private const int StepEntries = 2000;
    private const int StepPages = 2000;

    // Nothing is removed while a run is reading, nor what was used since the first of the running ones began.
    private const string Running = "SELECT host, process, process_start, began_seconds, is_reading FROM runs WHERE ended_seconds IS NULL";

    /// <summary>Removes entries.</summary>
    /// <param name="rows">Their rows, in the order in which they go.</param>
    /// <returns>The number of entries that were removed.</returns>
    public long Remove(IReadOnlyList<long> rows)
    {
        long removed = 0;
        foreach (long[] step in rows.Chunk(StepEntries))
        {
            database.Run(connection => removed += Delete(connection, step), isWrite: true);
        }

        return removed;
    }

    /// <summary>Removes the least recently used entries until the others take no more than a size.</summary>
    /// <param name="maximumBytes">The size.</param>
    /// <param name="isLate">Asked before each step; ends the removal.</param>
    /// <returns>The number of entries that were removed.</returns>
    public long RemoveDownTo(long maximumBytes, Func<bool> isLate)
    {
        IReadOnlyList<long> rows = Candidates();
        int next = 0;
        while (next < rows.Count && CacheLimit.Surplus(database, maximumBytes) is > 0 and long surplus && !isLate())
        {
            int step = (int)Math.Min(surplus, Math.Min(StepEntries, rows.Count - next));
            database.Run(connection => Delete(connection, [.. rows.Skip(next).Take(step)]), isWrite: true);
            next += step;
        }

        return next;
    }

    /// <summary>The rows of the entries that may go now, the least recently used first.</summary>
    /// <param name="condition">A further condition, or an empty text for all.</param>
    /// <param name="set">Sets the parameters of the condition.</param>
    public IReadOnlyList<long> Candidates(string condition = "", Action<SqliteCommand>? set = null)
    {
        List<long> rows = [];
        database.Run(
            connection =>
            {
                if (Bound(connection) is not long bound)
                {
                    return;
                }

                // Entries of earlier versions that were never used since are not in the record, and are the first to go.
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: conditions are constants
                using SqliteCommand choose = new(
                    $"""
                    SELECT bottlenecks.rowid FROM bottlenecks LEFT JOIN entries ON number = bottlenecks.rowid
                    LEFT JOIN networks ON networks.id = entries.network
                    WHERE coalesce(used_seconds, 0) < $bound {condition}
                    ORDER BY coalesce(used_seconds, 0), bottlenecks.rowid
                    """,
                    connection);
#pragma warning restore CA2100
                choose.Parameters.AddWithValue("$bound", bound);
                set?.Invoke(choose);
                using SqliteDataReader row = choose.ExecuteReader();
                while (row.Read())
                {
                    rows.Add(row.GetInt64(0));
                }
            },
            isWrite: false);
        return rows;
    }

    /// <summary>Writes a file of an earlier version anew, so that it is as small as its content, and can shrink from now on.</summary>
    /// <remarks>The record knows entries by their rows, and SQLite does not promise to keep these.</remarks>
    public void Compact()
    {
        if (database.Number("PRAGMA auto_vacuum") != 0)
        {
            return;
        }

        const string rows = "SELECT coalesce(sum(rowid), 0) FROM bottlenecks";
        long before = database.Number(rows);
        database.Drain("PRAGMA auto_vacuum = INCREMENTAL");
        database.Drain("VACUUM");
        if (database.Number(rows) != before)
        {
            database.Drain("DELETE FROM entries");
        }
    }

    /// <summary>Removes from the record what it has of entries that are gone. Earlier versions left some there.</summary>
    public void ForgetWhatIsGone()
    {
        if (database is { IsReadOnly: false, HasUseTables: true })
        {
            database.Drain("DELETE FROM entries WHERE number NOT IN (SELECT rowid FROM bottlenecks)");
        }
    }

    /// <summary>Gives free pages back to the file system.</summary>
    public void Shrink()
    {
        long before = long.MaxValue;
        while (database.Number("PRAGMA freelist_count") is > 0 and long free && free < before)
        {
            before = free;
            database.Drain($"PRAGMA incremental_vacuum({StepPages})");
        }

        // The file gets shorter when the log is written to it, as far as no other process is reading.
        database.Drain("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>The time before which nothing may have been used of what goes; <see langword="null"/> if nothing may go now.</summary>
    private static long? Bound(SqliteConnection connection)
    {
        using SqliteCommand command = new(Running, connection);
        using SqliteDataReader row = command.ExecuteReader();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        long bound = long.MaxValue;
        while (row.Read())
        {
            ProcessIdentity process = new(row.GetString(0), row.GetInt64(1), row.GetInt64(2));
            long began = row.GetInt64(3);
            if (!process.MayBeRunning(TimeSpan.FromSeconds(Math.Max(0, now - began))))
            {
                continue;
            }

            if (row.GetInt64(4) != 0)
            {
                return null;
            }

            bound = Math.Min(bound, began);
        }

        return bound;
    }

    // A run may have begun, and used some of them, since they were chosen.
    private static long Delete(SqliteConnection connection, long[] rows)
    {
        if (Bound(connection) is not long bound)
        {
            return 0;
        }

        using SqliteCommand delete = new(
            """
            DELETE FROM bottlenecks WHERE rowid IN (SELECT value FROM json_each($rows))
            AND coalesce((SELECT used_seconds FROM entries WHERE number = bottlenecks.rowid), 0) < $bound
            """,
            connection);
        delete.Parameters.AddWithValue("$rows", $"[{string.Join(',', rows)}]");
        delete.Parameters.AddWithValue("$bound", bound);
        long deleted = delete.ExecuteNonQuery();
        using SqliteCommand record = new(
            "DELETE FROM entries WHERE number IN (SELECT value FROM json_each($rows)) "
            + "AND number NOT IN (SELECT rowid FROM bottlenecks WHERE rowid IN (SELECT value FROM json_each($rows)))",
            connection);
        record.Parameters.AddWithValue("$rows", $"[{string.Join(',', rows)}]");
        record.ExecuteNonQuery();
        return deleted;
    }
}
