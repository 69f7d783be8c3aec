using Microsoft.Data.Sqlite;

namespace Retrain.Training.Caching;

/// <summary>Moves damaged rows to a database of their own, where they can be looked at, so that the cache is whole again.</summary>
internal static class CacheRepair
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["bottlenecks"] = "rowid",
        ["image_digests"] = "path",
        ["unreadable_images"] = "digest",
    };

    /// <param name="database">The cache.</param>
    /// <param name="target">The database for the rows, which is created.</param>
    /// <param name="damaged">The rows.</param>
    public static void SetAside(CacheSession database, string target, IReadOnlyList<DamagedEntry> damaged) =>
        database.WithAttached(target, connection =>
        {
            foreach (IGrouping<string, DamagedEntry> table in damaged.GroupBy(entry => entry.Table))
            {
                Move(connection, table.Key, table);
            }
        });

    // The names of tables and columns are constants.
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities
    private static void Move(SqliteConnection connection, string table, IEnumerable<DamagedEntry> damaged)
    {
        string row = $"FROM main.{table} WHERE {Keys[table]} IS $key";
        using SqliteCommand create = new($"CREATE TABLE aside.{table} AS SELECT * FROM main.{table} LIMIT 0", connection);
        create.ExecuteNonQuery();
        using SqliteCommand move = new($"INSERT INTO aside.{table} SELECT * {row}; DELETE {row}", connection);
        SqliteParameter key = move.Parameters.Add(new SqliteParameter { ParameterName = "$key" });
        foreach (DamagedEntry entry in damaged)
        {
            key.Value = entry.Key;
            move.ExecuteNonQuery();
        }
    }
#pragma warning restore CA2100
}
