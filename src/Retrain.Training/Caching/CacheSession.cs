namespace Retrain.Training.Caching;

/// <summary>An open database, with the shared lock on its name where it has one.</summary>
internal sealed class CacheSession : IDisposable
{
    private readonly SqliteDatabase database;

    private readonly CacheLock? nameLock;

    private CacheSession(SqliteDatabase database, CacheLock? nameLock, long version)
    {
        this.database = database;
        this.nameLock = nameLock;
        Version = version;
    }

    public bool IsInMemory => nameLock is null;

    /// <summary>What the file said of itself when it was opened; 0 where it had no tables yet.</summary>
    public long Version { get; }

    /// <summary>The stand-in for a database that cannot be used: what is put is found again until the run ends.</summary>
    public static CacheSession InMemory()
    {
        CacheSession session = Open(":memory:", nameLock: null);
        session.CreateTables();
        return session;
    }

    /// <param name="path">The database file; made when missing.</param>
    /// <param name="nameLock">Held until the session is disposed.</param>
    public static CacheSession OnDisk(string path, CacheLock nameLock)
    {
        try
        {
            return Open(path, nameLock);
        }
        catch
        {
            nameLock.Dispose();
            throw;
        }
    }

    public void CreateTables() => CacheSchema.Create(database);

    /// <summary>One transaction: reads see one state of the database, writes happen all or not at all.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="isWrite">Takes the write lock first: a read that turns into a write fails when another process wrote meanwhile.</param>
    public void Run(Action<SqliteDatabase> work, bool isWrite)
    {
        database.Execute(isWrite ? "BEGIN IMMEDIATE" : "BEGIN");
        bool isDone = false;
        try
        {
            work(database);
            database.Execute("COMMIT");
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
        database.Dispose();
        nameLock?.Dispose();
    }

    private static CacheSession Open(string path, CacheLock? nameLock)
    {
        SqliteDatabase database = new(path);
        try
        {
            CacheSchema.Configure(database);
            return new CacheSession(database, nameLock, CacheSchema.VersionOf(database));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // Some errors have rolled back by themselves; then there is nothing to do, and the first error is the one to tell.
    private void RollBack()
    {
        if (database.IsInTransaction)
        {
            database.Execute("ROLLBACK");
        }
    }
}
