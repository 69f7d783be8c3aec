namespace Retrain.Training.Caching;

/// <summary>SQLite refused; https://www.sqlite.org/rescode.html lists the codes.</summary>
public sealed class SqliteException : Exception
{
    internal SqliteException(int code, string message)
        : base($"SQLite error {code}: {message}") => Code = code;

    /// <summary>The primary result code, [1, 255].</summary>
    internal int Code { get; }

    // SQLITE_CORRUPT, SQLITE_NOTADB and, where a table is missing or the file's format is unknown, SQLITE_ERROR: our statements are
    // constants, so it is the file that is not as we made it.
    internal bool IsDamage => Code is 11 or 26 or 1;
}
