using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>
/// The tables that say which entries were used when, by what, where they come from, and what is being computed. They stand beside those of
/// <see cref="CacheSchema"/> and leave them and their version as they are: an earlier version of this program goes on using the database,
/// and what it stores counts as never used until this one uses it.
/// </summary>
internal static class CacheUseSchema
{
    // A row of entries belongs to the row of bottlenecks with its number. It is a few bytes long, so that a run's use is one quick
    // statement over rows that lie together, and no bottleneck is written again.
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS networks (
          id INTEGER PRIMARY KEY,
          backbone BLOB NOT NULL,
          tensor TEXT NOT NULL,
          length INTEGER NOT NULL,
          name TEXT NOT NULL,
          UNIQUE (backbone, tensor, length)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS entries (
          number INTEGER PRIMARY KEY,
          network INTEGER NOT NULL,
          made_seconds INTEGER NOT NULL,
          used_seconds INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS runs (
          id INTEGER PRIMARY KEY,
          host TEXT NOT NULL,
          process INTEGER NOT NULL,
          process_start INTEGER NOT NULL,
          began_seconds INTEGER NOT NULL,
          ended_seconds INTEGER,
          is_reading INTEGER NOT NULL,
          hits INTEGER NOT NULL,
          misses INTEGER NOT NULL,
          stored INTEGER NOT NULL,
          fetched INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE IF NOT EXISTS claims (
          key BLOB NOT NULL PRIMARY KEY,
          run INTEGER NOT NULL,
          until_seconds INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    // Databases that were made before caches were shared lack the column.
    private const string AddFetched = "ALTER TABLE runs ADD COLUMN fetched INTEGER NOT NULL DEFAULT 0";

    public static bool IsIn(SqliteConnection connection) =>
        Count(connection, "SELECT count(*) FROM sqlite_schema WHERE name IN ('networks', 'entries', 'runs', 'claims')") == 4
        && HasFetched(connection);

    public static void Create(SqliteConnection connection)
    {
        using SqliteCommand tables = new(Tables, connection);
        tables.ExecuteNonQuery();
        if (!HasFetched(connection))
        {
            using SqliteCommand add = new(AddFetched, connection);
            add.ExecuteNonQuery();
        }
    }

    private static bool HasFetched(SqliteConnection connection) =>
        Count(connection, "SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'fetched'") == 1;

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Constants.")]
    private static long Count(SqliteConnection connection, string query)
    {
        using SqliteCommand count = new(query, connection);
        return (long)count.ExecuteScalar()!;
    }
}
