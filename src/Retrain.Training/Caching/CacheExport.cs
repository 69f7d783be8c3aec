using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Training.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Packs;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>Writes the bottlenecks of a cache to a pack.</summary>
internal static class CacheExport
{
    /// <param name="database">The cache.</param>
    /// <param name="destination">The stream that the pack is written to.</param>
    /// <param name="backbone">The name of the only backbone, or the beginning of its digest; <see langword="null"/> for all.</param>
    /// <returns>The number of bottlenecks that were written, and of damaged ones, which were left out.</returns>
    /// <exception cref="RetrainException">RT4064: a pack cannot hold so many.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (int Written, int Damaged) Write(
        CacheSession database, Stream destination, string? backbone, CancellationToken cancellationToken)
    {
        using PackWriter pack = new(destination, PackSigningKey.FromEnvironment());
        int damaged = 0;
        database.Run(
            connection =>
            {
                using SqliteCommand select = Select(connection, backbone);
                using SqliteDataReader row = select.ExecuteReader();
                while (row.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (CacheVerification.IsBottleneck(row))
                    {
                        Add(pack, Digest.FromBytes((byte[])row.GetValue(0)), raw.sqlite3_column_blob(row.Handle, 2));
                    }
                    else
                    {
                        damaged++;
                    }
                }
            },
            isWrite: false);
        pack.Complete();
        return (pack.Count, damaged);
    }

    private static void Add(PackWriter pack, Digest key, ReadOnlySpan<byte> values)
    {
        if (pack.IsFull)
        {
            throw new RetrainException(CacheCommandDiagnostics.TooManyForAPack(pack.Count));
        }

        pack.Add(key, values);
    }

    private static SqliteCommand Select(SqliteConnection connection, string? backbone)
    {
        if (backbone is null)
        {
            return new SqliteCommand("SELECT key, checksum, bottleneck FROM bottlenecks", connection);
        }

        SqliteCommand select = new(
            "SELECT key, checksum, bottleneck FROM bottlenecks JOIN entries ON number = bottlenecks.rowid "
            + $"JOIN networks ON networks.id = network WHERE true {CacheBackbones.Condition}",
            connection);
        CacheBackbones.Set(select, backbone);
        return select;
    }
}
