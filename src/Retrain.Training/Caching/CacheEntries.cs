using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>Reads the bottlenecks of a cache in groups, each of one network and no larger than memory is taken for.</summary>
/// <param name="database">The cache.</param>
/// <param name="backbone">The name of the only backbone, or the beginning of its digest; <see langword="null"/> for all.</param>
internal sealed class CacheEntries(CacheSession database, string? backbone)
{
    // As many as a run looks up at once.
    private const int MostOfGroup = 8192;
    private const int MostBytes = 64 << 20;

    private const string Select =
        "SELECT key, checksum, bottleneck, number FROM entries JOIN bottlenecks ON bottlenecks.rowid = number "
        + "WHERE network = $network AND number > $last ORDER BY number LIMIT $most";

    /// <summary>The number of damaged bottlenecks, which were left out.</summary>
    public long DamagedCount { get; private set; }

    /// <summary>The number of bottlenecks whose network is not known, which were left out.</summary>
    public long UnknownCount { get; private set; }

    /// <summary>Reads all of them.</summary>
    /// <exception cref="SqliteException">The cache cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Read(
        Action<IReadOnlyList<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)>> group, CancellationToken cancellationToken)
    {
        long known = 0, all = 0;
        foreach ((long id, BottleneckRecipe recipe, long entries) in Networks(out all))
        {
            known += entries;
            if (recipe.Network.IsOfPhotos)
            {
                Read(id, recipe, group, cancellationToken);
            }
        }

        UnknownCount = backbone is null ? Math.Max(0, all - known) : 0;
    }

    // Each group has a transaction of its own, as it may be a long time until the next.
    private void Read(
        long network, BottleneckRecipe recipe,
        Action<IReadOnlyList<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)>> group, CancellationToken cancellationToken)
    {
        int most = Math.Clamp(MostBytes / (recipe.Length * sizeof(float)), 1, MostOfGroup);
        for (long last = 0, next = -1; next != last;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            last = Math.Max(next, last);
            List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries = [];
            database.Run(connection => next = Read(connection, (network, last, most), recipe, entries), isWrite: false);
            if (entries.Count > 0)
            {
                group(entries);
            }
        }
    }

    private long Read(
        SqliteConnection connection, (long Network, long Last, int Most) part, BottleneckRecipe recipe,
        List<(BottleneckKey Key, ReadOnlyMemory<float> Bottleneck)> entries)
    {
        using SqliteCommand select = new(Select, connection);
        select.Parameters.AddWithValue("$network", part.Network);
        select.Parameters.AddWithValue("$last", part.Last);
        select.Parameters.AddWithValue("$most", part.Most);
        using SqliteDataReader row = select.ExecuteReader();
        long last = part.Last;
        while (row.Read())
        {
            last = row.GetInt64(3);
            ReadOnlySpan<byte> values = raw.sqlite3_column_blob(row.Handle, 2);
            if (CacheVerification.IsBottleneck(row) && values.Length == recipe.Length * sizeof(float))
            {
                BottleneckKey key = new(recipe, default, Digest.FromBytes((byte[])row.GetValue(0)));
                entries.Add((key, BottleneckBlob.Decode(values).ToArray()));
            }
            else
            {
                DamagedCount++;
            }
        }

        return last;
    }

    // Of what is stored the cache knows the keys' digests, and neither images nor texts.
    private List<(long Id, BottleneckRecipe Recipe, long Entries)> Networks(out long all)
    {
        List<(long, BottleneckRecipe, long)> networks = [];
        long total = 0;
        database.Run(
            connection =>
            {
                using SqliteCommand count = new("SELECT count(*) FROM bottlenecks", connection);
                total = (long)count.ExecuteScalar()!;
                using SqliteCommand select = new(
                    "SELECT id, backbone, tensor, name, length, count(*) FROM entries JOIN networks ON networks.id = network "
                    + "WHERE length(backbone) = 32 AND length > 0 AND backbone <> zeroblob(32) AND ($name IS NULL OR (true "
                    + $"{CacheBackbones.Condition})) GROUP BY id ORDER BY id",
                    connection);
                select.Parameters.AddWithValue("$name", backbone is null ? DBNull.Value : backbone);
                using SqliteDataReader row = select.ExecuteReader();
                while (row.Read())
                {
                    BottleneckRecipe recipe = new(Digest.FromBytes((byte[])row.GetValue(1)), row.GetString(2), "")
                    {
                        BackboneName = row.GetString(3),
                        Length = row.GetInt32(4),
                    };
                    networks.Add((row.GetInt64(0), recipe, row.GetInt64(5)));
                }
            },
            isWrite: false);
        all = total;
        return networks;
    }
}
