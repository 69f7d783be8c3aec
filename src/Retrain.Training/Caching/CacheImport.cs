using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;

namespace Retrain.Training.Caching;

/// <summary>Stores the bottlenecks of a pack, some hundreds in a transaction. Those that the cache has stay as they are.</summary>
internal sealed class CacheImport(CacheSession database)
{
    private const int GroupSize = 500;

    // A pack does not say which backbones its bottlenecks come from. A run that uses them does.
    private static readonly CachedNetwork FromPacks = new(default, "", "imported, not used yet");

    private readonly List<(Digest Key, byte[] Values)> waiting = [];

    /// <summary>The number of bottlenecks that the cache did not have.</summary>
    public long StoredCount { get; private set; }

    /// <param name="pack">A pack that is verified.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="RetrainException">RT3020: a value is not finite, or the file changed since it was opened.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was read until then is stored.</exception>
    public void Read(PackReader pack, string path, CancellationToken cancellationToken)
    {
        // All of a pack is stored or nothing.
        pack.ReadAll(entry => RequireFinite(path, entry.Values));
        pack.ReadAll(entry =>
        {
            waiting.Add((entry.Key, entry.Values.ToArray()));
            if (waiting.Count >= GroupSize)
            {
                Store();
                cancellationToken.ThrowIfCancellationRequested();
            }
        });
        Store();
    }

    private static void RequireFinite(string path, ReadOnlySpan<byte> values)
    {
        foreach (float value in MemoryMarshal.Cast<byte, float>(values))
        {
            if (!float.IsFinite(value))
            {
                throw new RetrainException(PackDiagnostics.Damaged(path, "it has a value that is not finite"));
            }
        }
    }

    private void Store()
    {
        database.Run(
            connection =>
            {
                using SqliteCommand insert = new(
                    "INSERT OR IGNORE INTO bottlenecks (key, checksum, bottleneck) VALUES ($key, $checksum, $bottleneck)", connection);
                SqliteParameter keyParameter = insert.Parameters.Add("$key", SqliteType.Blob);
                SqliteParameter checksum = insert.Parameters.Add("$checksum", SqliteType.Integer);
                SqliteParameter bottleneck = insert.Parameters.Add("$bottleneck", SqliteType.Blob);
                List<(CachedNetwork, int, long)> stored = [];
                byte[] hash = new byte[Digest.SizeBytes];
                keyParameter.Value = hash;
                foreach ((Digest key, byte[] values) in waiting)
                {
                    key.CopyTo(hash);
                    checksum.Value = (long)BottleneckBlob.ChecksumOf(key, values);
                    bottleneck.Value = values;
                    if (insert.ExecuteNonQuery() > 0)
                    {
                        long row = SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
                        stored.Add((FromPacks, values.Length / sizeof(float), row));
                    }
                }

                CacheUse.Put(connection, stored, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
                StoredCount += stored.Count;
            },
            isWrite: true);
        waiting.Clear();
    }
}
