using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>The contents of a cache.</summary>
/// <param name="Path">The path of the database.</param>
/// <param name="DiskBytes">The size of the cache's files.</param>
/// <param name="Entries">The number of bottlenecks.</param>
/// <param name="Networks">The bottlenecks of each backbone, the most numerous first.</param>
/// <param name="Runs">The last runs, the latest first.</param>
internal sealed record CacheContents(
    string Path, long DiskBytes, long Entries, IReadOnlyList<CacheContents.Network> Networks, IReadOnlyList<CacheContents.Run> Runs)
{
    private const int ShownRuns = 10;

    /// <summary>The size that the cache is kept below; 0 for none.</summary>
    public long LimitBytes { get; init; } = CacheLimit.FromEnvironment();

    /// <summary>The number of bottlenecks that an earlier version stored, and that were not used since.</summary>
    public long OfEarlierVersions => Math.Max(0, Entries - Networks.Sum(network => network.Entries));

    /// <param name="database">A database that is open.</param>
    /// <param name="file">Its file.</param>
    public static CacheContents Read(CacheSession database, CacheFile file)
    {
        long entries = 0;
        IReadOnlyList<Network> networks = [];
        IReadOnlyList<Run> runs = [];
        database.Run(
            connection =>
            {
                entries = Rows(connection, "SELECT count(*) FROM bottlenecks", row => row.GetInt64(0))[0];
                if (database.HasUseTables)
                {
                    networks = NetworksIn(connection);
                    runs = RunsIn(connection);
                }
            },
            isWrite: false);
        return new CacheContents(file.Path, file.DiskBytes, entries, networks, runs);
    }

    private static List<Network> NetworksIn(SqliteConnection connection) => Rows(
        connection,
        """
        SELECT name, backbone, tensor, length, count(*),
          min(iif(made_seconds > 0, made_seconds, NULL)), max(made_seconds), max(used_seconds)
        FROM entries JOIN networks ON networks.id = entries.network
        WHERE length(backbone) = 32 AND typeof(backbone) = 'blob' GROUP BY networks.id ORDER BY count(*) DESC, name
        """,
        row => new Network(
            row.GetString(0), Digest.FromBytes((byte[])row.GetValue(1)), row.GetString(2), (int)row.GetInt64(3), row.GetInt64(4))
        {
            Oldest = row.IsDBNull(5) ? null : Time(row.GetInt64(5)),
            Newest = row.GetInt64(6) > 0 ? Time(row.GetInt64(6)) : null,
            LastUse = Time(row.GetInt64(7)),
        });

    private static List<Run> RunsIn(SqliteConnection connection) => Rows(
        connection,
        "SELECT began_seconds, hits, misses, stored, fetched FROM runs WHERE hits + misses + stored > 0 "
            + $"ORDER BY id DESC LIMIT {ShownRuns}",
        row => new Run(Time(row.GetInt64(0)), row.GetInt64(1), Math.Max(0, row.GetInt64(2) - row.GetInt64(4)))
        {
            Fetched = row.GetInt64(4),
            Computed = Math.Max(0, row.GetInt64(3) - row.GetInt64(4)),
        });

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Constants.")]
    private static List<T> Rows<T>(SqliteConnection connection, string query, Func<SqliteDataReader, T> read)
    {
        using SqliteCommand command = new(query, connection);
        using SqliteDataReader row = command.ExecuteReader();
        List<T> rows = [];
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static DateTimeOffset Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, uint.MaxValue));

    /// <summary>The bottlenecks of a backbone.</summary>
    /// <param name="Name">The name of the backbone, as the run had it that stored the first of them.</param>
    /// <param name="Backbone">The SHA-256 of the backbone's graph.</param>
    /// <param name="Tensor">The tensor that they are the values of.</param>
    /// <param name="Length">Values of a bottleneck.</param>
    /// <param name="Entries">The number of bottlenecks.</param>
    internal sealed record Network(string Name, Digest Backbone, string Tensor, int Length, long Entries)
    {
        public long SizeBytes => Entries * Length * sizeof(float);

        /// <summary>The time when the first was stored; <see langword="null"/> if that is not known of any.</summary>
        public DateTimeOffset? Oldest { get; init; }

        /// <inheritdoc cref="Oldest"/>
        public DateTimeOffset? Newest { get; init; }

        public DateTimeOffset LastUse { get; init; }
    }

    /// <summary>A run that used the cache.</summary>
    /// <param name="Began">The time when it began.</param>
    /// <param name="Found">The number of bottlenecks that this cache had.</param>
    /// <param name="Missed">The number of bottlenecks that neither this cache nor a shared one had.</param>
    internal sealed record Run(DateTimeOffset Began, long Found, long Missed)
    {
        /// <summary>The number of bottlenecks that came from a shared cache.</summary>
        public long Fetched { get; init; }

        /// <summary>The number of bottlenecks that were computed and stored.</summary>
        public long Computed { get; init; }

        /// <summary>The number of bottlenecks that were stored, wherever they came from.</summary>
        public long Stored => Fetched + Computed;
    }
}
