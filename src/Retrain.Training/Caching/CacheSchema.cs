using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>The tables of version 2, and how the file says so. Version 1 had no unreadable_images.</summary>
internal static class CacheSchema
{
    public const long Version = 2;

    // Bottlenecks keep their row ids: those of one run then lie side by side, in the order in which the next run asks for them.
    // The checksum stands before the blob, so that it is on the row's first page.
    private const string Tables =
        """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS bottlenecks (
          key BLOB NOT NULL UNIQUE,
          checksum INTEGER NOT NULL,
          bottleneck BLOB NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS image_digests (
          path TEXT NOT NULL PRIMARY KEY,
          size_bytes INTEGER NOT NULL,
          last_write_ticks INTEGER NOT NULL,
          seen_ticks INTEGER NOT NULL,
          digest BLOB NOT NULL,
          checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS unreadable_images (
          digest BLOB NOT NULL,
          decoder TEXT NOT NULL,
          code TEXT NOT NULL,
          message TEXT NOT NULL,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (digest, decoder)
        ) STRICT, WITHOUT ROWID;
        PRAGMA user_version = 2;
        COMMIT;
        """;

    // Pages of 16 KiB: a bottleneck of 1280 values lies on one page, where SQLite's usual 4 KiB make a chain of two, and storing takes four times as long.
    private const string PageSize = "PRAGMA page_size = 16384;";

    /// <summary>Makes the tables that are not there, all or none.</summary>
    /// <param name="isRemote">
    /// Whether the file is another machine's: the users of a write-ahead log share memory, which machines do not
    /// (https://www.sqlite.org/wal.html). The mode stays with the file.
    /// </param>
    public static void Create(SqliteConnection connection, bool isRemote)
    {
        using (SqliteCommand form = new(PageSize + (isRemote ? "PRAGMA journal_mode = DELETE;" : "PRAGMA journal_mode = WAL;"), connection))
        {
            form.ExecuteNonQuery();
        }

        using SqliteCommand tables = new(Tables, connection);
        tables.ExecuteNonQuery();
    }

    /// <summary>Sets what SQLite forgets when a database is closed, and reads the version: 0 for an empty file.</summary>
    public static long Configure(SqliteConnection connection)
    {
        // With a write-ahead log, NORMAL loses the last transactions at a power cut and never the database: right for what can be computed anew.
        using SqliteCommand command = new("PRAGMA synchronous = NORMAL; PRAGMA user_version;", connection);
        return command.ExecuteScalar() is long version ? version : 0;
    }
}
