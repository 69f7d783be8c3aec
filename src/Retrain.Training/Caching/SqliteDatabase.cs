using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>
/// An open SQLite database, by SQLite's own interface: with Microsoft.Data.Sqlite on top, the first 1,000 bottlenecks of a process come
/// 130 ms later, most of it compilation.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int BusyTimeoutMilliseconds = 30_000;

    private readonly sqlite3 handle;

    static SqliteDatabase() => Batteries_V2.Init();

    /// <param name="path">The file, made when missing; or ":memory:".</param>
    public SqliteDatabase(string path)
    {
        int code = raw.sqlite3_open_v2(path, out handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            SqliteException exception = new(code, raw.sqlite3_errmsg(handle).utf8_to_string());
            Dispose();
            throw exception;
        }

        raw.sqlite3_busy_timeout(handle, BusyTimeoutMilliseconds);
    }

    /// <summary>SQLite ends a transaction by itself after some errors.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Runs statements that have no parameters; rows are dropped.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    public void Dispose() => raw.sqlite3_close_v2(handle);

    internal void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(code & 0xFF, raw.sqlite3_errmsg(handle).utf8_to_string());
        }
    }
}
