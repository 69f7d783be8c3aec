using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>A prepared statement, run once for each set of values. Parameters count from 1 and columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase database;

    private readonly sqlite3_stmt statement;

    internal SqliteStatement(SqliteDatabase database, sqlite3_stmt statement)
    {
        this.database = database;
        this.statement = statement;
    }

    public void Bind(int parameter, long value) => database.Check(raw.sqlite3_bind_int64(statement, parameter, value));

    public void Bind(int parameter, string value) => database.Check(raw.sqlite3_bind_text(statement, parameter, value));

    public void Bind(int parameter, ReadOnlySpan<byte> value) => database.Check(
        // An empty span has no address, which SQLite would take for NULL.
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, value));

    public void Bind(int parameter, Digest value)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        value.CopyTo(bytes);
        Bind(parameter, bytes);
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            database.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement that has no rows.</summary>
    public void Execute()
    {
        Step();
        Reset();
    }

    /// <summary>A column's integer; 0 where a damaged row has something else.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A column's bytes, which are gone at the next step or reset; none where a damaged row has something else.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    // Repeats the last step's error code, which has been thrown already.
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();
}
