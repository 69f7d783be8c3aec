using Microsoft.Data.Sqlite;
using Retrain.Training.Digests;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>Reads every row of a cache, and names those that are damaged.</summary>
/// <param name="database">The cache.</param>
/// <param name="mostNamed">The number of damaged rows that are named; all are counted.</param>
internal sealed class CacheVerification(CacheSession database, int mostNamed)
{
    private readonly List<DamagedEntry> damaged = [];

    /// <summary>The number of bottlenecks that were read.</summary>
    public long BottleneckCount { get; private set; }

    /// <summary>The number of digests of photos that were read.</summary>
    public long DigestCount { get; private set; }

    /// <summary>The number of photos that were read of as unreadable.</summary>
    public long UnreadableCount { get; private set; }

    public long DamagedCount { get; private set; }

    /// <summary>The damaged rows that are named.</summary>
    public IReadOnlyList<DamagedEntry> Damaged => damaged;

    /// <exception cref="SqliteException">The file as a whole is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(CancellationToken cancellationToken) =>
        database.Run(
            connection =>
            {
                RequireWholePages(connection);
                BottleneckCount = Check(
                    connection, "bottlenecks", "rowid", "key, checksum, bottleneck", IsBottleneck, cancellationToken);
                DigestCount = Check(connection, "image_digests", "path", ImageDigests.Columns, IsImageDigest, cancellationToken);
                UnreadableCount = Check(
                    connection, "unreadable_images", "digest", "code, message, checksum, digest, decoder", IsUnreadable,
                    cancellationToken);
            },
            isWrite: false);

    // The rows that can be reached may all be whole where a page is not.
    private static void RequireWholePages(SqliteConnection connection)
    {
        using SqliteCommand check = new("PRAGMA quick_check(1)", connection);
        if (check.ExecuteScalar() is not "ok" and object problem)
        {
            throw new SqliteException($"{problem}".ReplaceLineEndings(" "), raw.SQLITE_CORRUPT);
        }
    }

    private long Check(
        SqliteConnection connection, string table, string key, string columns, Func<SqliteDataReader, bool> isWhole,
        CancellationToken cancellationToken)
    {
        // The tables have fixed names and columns.
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities
        using SqliteCommand select = new($"SELECT {columns}, {key} FROM {table}", connection);
#pragma warning restore CA2100
        using SqliteDataReader row = select.ExecuteReader();
        long count = 0;
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            if (!isWhole(row))
            {
                DamagedCount++;
                if (damaged.Count < mostNamed)
                {
                    damaged.Add(new DamagedEntry(table, row.GetValue(row.FieldCount - 1)));
                }
            }
        }

        return count;
    }

    /// <summary>Whether a bottleneck, of which the key, the checksum and the values were read, is whole.</summary>
    public static bool IsBottleneck(SqliteDataReader row)
    {
        ReadOnlySpan<byte> blob = raw.sqlite3_column_blob(row.Handle, 2);
        return row.GetValue(0) is byte[] { Length: Digest.SizeBytes } key
            && blob.Length > 0 && blob.Length % sizeof(float) == 0
            && row.GetValue(1) is long checksum && checksum == BottleneckBlob.ChecksumOf(Digest.FromBytes(key), blob);
    }

    private static bool IsImageDigest(SqliteDataReader row) =>
        row.GetValue(row.FieldCount - 1) is string path && ImageDigests.Read(row, path) is not null;

    private static bool IsUnreadable(SqliteDataReader row) =>
        row.GetValue(3) is byte[] digest && row.GetValue(4) is string decoder && UnreadableImages.Read(row, digest, decoder) is not null;
}
