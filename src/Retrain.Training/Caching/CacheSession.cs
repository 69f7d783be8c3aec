using Microsoft.Data.Sqlite;
using Retrain.Training.Files;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>An open database, with the shared lock on its name.</summary>
internal sealed class CacheSession : IDisposable
{
    // How long to wait for another process's transaction.
    private const int BusyTimeoutSeconds = 30;

    private readonly SqliteConnection connection;

    private readonly FileLock nameLock;

    private CacheSession(SqliteConnection connection, FileLock nameLock, long version)
    {
        this.connection = connection;
        this.nameLock = nameLock;
        Version = version;
    }

    /// <summary>What the file said of itself when it was opened; 0 where it had no tables yet.</summary>
    public long Version { get; }

    /// <param name="path">The database file; made when missing.</param>
    /// <param name="nameLock">Held until the session is disposed.</param>
    public static CacheSession Open(string path, FileLock nameLock)
    {
        SqliteConnectionStringBuilder options = new()
        {
            DataSource = path,
            // A pooled connection would keep the file open after the session, and past the lock on its name.
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        SqliteConnection connection = new(options.ConnectionString);
        try
        {
            connection.Open();
            return new CacheSession(connection, nameLock, CacheSchema.Configure(connection));
        }
        catch
        {
            connection.Dispose();
            nameLock.Dispose();
            throw;
        }
    }

    public void CreateTables(bool isRemote) => CacheSchema.Create(connection, isRemote);

    /// <summary>One transaction: reads see one state of the database, writes happen all or not at all.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="isWrite">Takes the write lock first: a read that turns into a write fails when another process wrote meanwhile.</param>
    public void Run(Action<SqliteConnection> work, bool isWrite)
    {
        // Not by SqliteTransaction: it sets a pragma before each, and after a COMMIT that failed its ROLLBACK hides why.
        using SqliteCommand begin = isWrite ? new("BEGIN IMMEDIATE", connection) : new("BEGIN", connection);
        begin.ExecuteNonQuery();
        bool isDone = false;
        try
        {
            work(connection);
            using SqliteCommand commit = new("COMMIT", connection);
            commit.ExecuteNonQuery();
            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                RollBack();
            }
        }
    }

    public void Dispose()
    {
        connection.Dispose();
        nameLock.Dispose();
    }

    // Some errors have rolled back by themselves; then there is nothing to do, and the first error is the one to tell.
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            using SqliteCommand rollBack = new("ROLLBACK", connection);
            rollBack.ExecuteNonQuery();
        }
    }
}
