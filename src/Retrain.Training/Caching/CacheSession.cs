using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Digests;
using Retrain.Training.Files;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>An open database, with the shared lock on its name unless it is only read.</summary>
internal sealed class CacheSession : IDisposable
{
    // The longest wait for another process's transaction.
    private const int BusyTimeoutSeconds = 30;

    private readonly SqliteConnection connection;

    private readonly FileLock? nameLock;

    private CacheSession(SqliteConnection connection, FileLock? nameLock, long version)
    {
        this.connection = connection;
        this.nameLock = nameLock;
        Version = version;
        HasUseTables = version == CacheSchema.Version && CacheUseSchema.IsIn(connection);
    }

    /// <summary>The version of the file when it was opened; 0 if it had no tables yet.</summary>
    public long Version { get; }

    /// <summary>Whether the file has the tables of <see cref="CacheUseSchema"/>.</summary>
    public bool HasUseTables { get; private set; }

    /// <summary>Whether nothing can be written.</summary>
    public bool IsReadOnly => nameLock is null;

    /// <summary>Opens a database file.</summary>
    /// <param name="path">The database file, which is created if it does not exist.</param>
    /// <param name="nameLock">The lock on the name of the file, which is held until the session is disposed.</param>
    public static CacheSession Open(string path, FileLock nameLock)
    {
        SqliteConnectionStringBuilder options = new()
        {
            DataSource = path,
            // A pooled connection would keep the file open after the session, and past the lock on its name.
            Pooling = false,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        return Open(options, nameLock);
    }

    /// <summary>Opens a database file that this process may not write.</summary>
    /// <remarks>
    /// Where a log lies beside it, another user is writing to it or was stopped; it is read with the file, if SQLite can read the memory
    /// that they share. Otherwise SQLite cannot take its locks, and is told that it needs none
    /// (https://www.sqlite.org/uri.html#uriimmutable): it reads what is in the file itself, and if another user writes to that at the same
    /// time, checksums tell what is not whole.
    /// </remarks>
    public static CacheSession OpenReadOnly(string path)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
        {
            try
            {
                return Open(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }, null);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
            {
                // The shared memory cannot be read either.
            }
        }

        SqliteConnectionStringBuilder options = new()
        {
            DataSource = new Uri(path).AbsoluteUri + "?immutable=1",
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        return Open(options, null);
    }

    public void CreateTables(bool isRemote) => CacheSchema.Create(connection, isRemote);

    /// <summary>Gives up the write-ahead log, for which the users of a database must share memory.</summary>
    /// <returns>Whether it was given up.</returns>
    public bool LeaveLog()
    {
        using SqliteCommand leave = Command("PRAGMA journal_mode = DELETE");
        return leave.ExecuteScalar() is "delete";
    }

    /// <summary>
    /// Adds the tables of <see cref="CacheUseSchema"/> to a database of this version that lacks them, if it can be written.
    /// </summary>
    public void AddUseTables()
    {
        if (Version != CacheSchema.Version || HasUseTables)
        {
            return;
        }

        try
        {
            Run(CacheUseSchema.Create, isWrite: true);
            HasUseTables = true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_BUSY or raw.SQLITE_READONLY)
        {
            // A full disk stops no run that only reads. A later run adds the tables.
        }
    }

    /// <summary>Runs a transaction: reads see one state of the database, and either all writes take effect or none.</summary>
    /// <param name="work">The statements of the transaction.</param>
    /// <param name="isWrite">
    /// Whether to take the write lock first: a read that turns into a write fails if another process has written in the meantime.
    /// </param>
    public void Run(Action<SqliteConnection> work, bool isWrite)
    {
        // SqliteTransaction is not used: it sets a pragma each time, and after a failed COMMIT its ROLLBACK hides the cause.
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

    /// <summary>Asks for one number.</summary>
    /// <param name="query">A query without words of strangers.</param>
    public long Number(string query)
    {
        using SqliteCommand command = Command(query);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>Whether there is a bottleneck of a key.</summary>
    public bool Has(Digest key)
    {
        byte[] hash = new byte[Digest.SizeBytes];
        key.CopyTo(hash);
        using SqliteCommand command = new("SELECT count(*) FROM bottlenecks WHERE key = $key", connection);
        command.Parameters.AddWithValue("$key", hash);
        return command.ExecuteScalar() is > 0L;
    }

    /// <summary>Runs a statement that does a part of its work for each row that is read of it.</summary>
    /// <param name="statement">A statement without words of strangers.</param>
    public void Drain(string statement)
    {
        using SqliteCommand command = Command(statement);
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
        }
    }

    /// <summary>Runs a transaction on this database and another one, whose schema is called aside.</summary>
    /// <param name="path">The file of the other one, which is created if it does not exist.</param>
    public void WithAttached(string path, Action<SqliteConnection> work)
    {
        using SqliteCommand attach = new("ATTACH $path AS aside", connection);
        attach.Parameters.AddWithValue("$path", path);
        attach.ExecuteNonQuery();
        Run(work, isWrite: true);
        using SqliteCommand detach = new("DETACH aside", connection);
        detach.ExecuteNonQuery();
    }

    public void Dispose()
    {
        connection.Dispose();
        nameLock?.Dispose();
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Its callers' constants.")]
    private SqliteCommand Command(string statement) => new(statement, connection);

    private static CacheSession Open(SqliteConnectionStringBuilder options, FileLock? nameLock)
    {
        CutOffLibrary.Refuse("libe_sqlite3.so");
        SqliteConnection connection = new(options.ConnectionString);
        try
        {
            connection.Open();
            return new CacheSession(connection, nameLock, CacheSchema.Configure(connection));
        }
        catch
        {
            connection.Dispose();
            nameLock?.Dispose();
            throw;
        }
    }

    // After some errors SQLite has already rolled back. Then there is nothing to do, and the first error is the one to report.
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            using SqliteCommand rollBack = new("ROLLBACK", connection);
            rollBack.ExecuteNonQuery();
        }
    }
}
