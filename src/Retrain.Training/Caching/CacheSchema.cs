using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>
/// The tables and settings of the database, version 4. Version 1 had no table unreadable_images; version 2 knew image files by size and
/// time alone, which are not enough to trust a digest; version 3 did not know how photos are turned. Rows of images from before version 4
/// are dropped, so that each image is read once; its bottleneck is still there.
/// </summary>
internal static class CacheSchema
{
    public const long Version = 4;

    private const int BusyMilliseconds = 1000;

    // Bottlenecks keep their row ids: those of one run are then adjacent, in the order in which the next run looks them up.
    // The checksum precedes the blob, so that it is on the first page of the row.
    private const string Tables =
        """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS bottlenecks (
          key BLOB NOT NULL UNIQUE,
          checksum INTEGER NOT NULL,
          bottleneck BLOB NOT NULL
        ) STRICT;
        DROP TABLE IF EXISTS image_digests;
        CREATE TABLE image_digests (
          path TEXT NOT NULL PRIMARY KEY,
          size_bytes INTEGER NOT NULL,
          last_write_ticks INTEGER NOT NULL,
          file_id INTEGER NOT NULL,
          change_ticks INTEGER NOT NULL,
          seen_ticks INTEGER NOT NULL,
          digest BLOB NOT NULL,
          orientation INTEGER NOT NULL,
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
        PRAGMA user_version = 4;
        COMMIT;
        """;

    // A bottleneck of 1280 values fits on a page of 16 KiB. With SQLite's default of 4 KiB it takes a chain of two pages, and storing takes
    // four times as long.
    // Pages that become free can be given back to the file system without writing the file anew.
    private const string PageSize = "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL;";

    /// <summary>Brings the tables to this version or, on failure, changes none.</summary>
    /// <param name="isRemote">
    /// Whether the file is on another machine. It then has no write-ahead log, whose users must share memory
    /// (https://www.sqlite.org/wal.html). The mode is stored in the file.
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

    /// <summary>Sets the options that SQLite does not store in the file, and reads its version, which is 0 for an empty file.</summary>
    public static long Configure(SqliteConnection connection)
    {
        // SQLite asks again for a lock after milliseconds; the client would sleep for 150.
        raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);

        // With a write-ahead log and NORMAL, a power failure loses the last transactions but never the database, which is right for values
        // that can be computed again.
        using SqliteCommand command = new("PRAGMA synchronous = NORMAL; PRAGMA user_version;", connection);
        return command.ExecuteScalar() is long version ? version : 0;
    }
}
