using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;

namespace Retrain.Training.Caching;

/// <summary>
/// Says which bottlenecks a run is computing, so that several runs on one cache, at once, share the work. A claim is no lock: a run that
/// cannot claim computes, and one whose claim was taken over goes on. Then something is computed twice, which only costs time.
/// </summary>
internal sealed class BottleneckClaims(CacheDatabase database, CacheUse use)
{
    // Some images of the slowest networks take seconds each. A run that is stopped, or on another machine, is waited for no longer.
    private const int ValidSeconds = 60;

    private const string Insert =
        "INSERT INTO claims (key, run, until_seconds) VALUES ($key, $run, $until) ON CONFLICT (key) DO NOTHING";

    private const string Owner =
        "SELECT claims.run, until_seconds, host, process, process_start, began_seconds FROM claims LEFT JOIN runs ON runs.id = claims.run "
        + "WHERE key = $key";

    private const string TakeOver = "UPDATE claims SET run = $run, until_seconds = $until WHERE key = $key";

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Claims bottlenecks, those of runs that have ended too.</summary>
    /// <returns>For each key whether this run is to compute it; otherwise another one is doing so.</returns>
    public bool[] Take(IReadOnlyList<BottleneckKey> keys)
    {
        use.Begin();
        bool[] isTaken = new bool[keys.Count];
        bool isNoted = use.Run is long run && database.Note(connection => Take(connection, run, keys, isTaken));
        return isNoted ? isTaken : [.. keys.Select(_ => true)];
    }

    /// <summary>Gives up claims, for instance on images that cannot be read.</summary>
    public void Release(IReadOnlyCollection<BottleneckKey> keys)
    {
        if (use.Run is long run)
        {
            database.Note(connection =>
            {
                using SqliteCommand delete = new("DELETE FROM claims WHERE key = $key AND run = $run", connection);
                delete.Parameters.AddWithValue("$run", run);
                byte[] keyBytes = new byte[Digest.SizeBytes];
                delete.Parameters.AddWithValue("$key", keyBytes);
                foreach (BottleneckKey key in keys)
                {
                    key.Hash.CopyTo(keyBytes);
                    delete.ExecuteNonQuery();
                }
            });
        }
    }

    private static void Take(SqliteConnection connection, long run, IReadOnlyList<BottleneckKey> keys, bool[] isTaken)
    {
        byte[] keyBytes = new byte[Digest.SizeBytes];
        using SqliteCommand insert = WithParameters(new(Insert, connection));
        using SqliteCommand owner = WithParameters(new(Owner, connection));
        using SqliteCommand takeOver = WithParameters(new(TakeOver, connection));
        Dictionary<long, bool> isRunning = [];
        for (int i = 0; i < keys.Count; i++)
        {
            keys[i].Hash.CopyTo(keyBytes);
            bool isNew = insert.ExecuteNonQuery() == 1;
            isTaken[i] = isNew || !IsOfAnother(owner);
            if (isTaken[i] && !isNew)
            {
                takeOver.ExecuteNonQuery();
            }
        }

        bool IsOfAnother(SqliteCommand asked)
        {
            using SqliteDataReader claim = asked.ExecuteReader();
            if (!claim.Read() || claim.GetValue(0) is not long other || other == run || claim.GetValue(1) is not long until
                || until < Now || until > Now + ValidSeconds
                || claim.GetValue(2) is not string host || claim.GetValue(3) is not long id || claim.GetValue(4) is not long start
                || claim.GetValue(5) is not long began)
            {
                return false; // free, this run's own, too old, of another clock, or of a run that is not known any more
            }

            if (!isRunning.TryGetValue(other, out bool running))
            {
                running = new ProcessIdentity(host, id, start).MayBeRunning(TimeSpan.FromSeconds(Now - began));
                isRunning.Add(other, running);
            }

            return running;
        }

        SqliteCommand WithParameters(SqliteCommand command)
        {
            command.Parameters.AddWithValue("$key", keyBytes);
            command.Parameters.AddWithValue("$run", run);
            command.Parameters.AddWithValue("$until", Now + ValidSeconds);
            return command;
        }
    }
}
