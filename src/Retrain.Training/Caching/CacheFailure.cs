using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Retrain.Training.Files;
using SQLitePCL;

namespace Retrain.Training.Caching;

/// <summary>Says why the files of a cache cannot be used, in words for a message.</summary>
internal static partial class CacheFailure
{
    /// <param name="exception">An exception of SQLite or of the system.</param>
    public static string Reason(Exception exception) => exception switch
    {
        SqliteException sqlite => Reason(sqlite),
        _ => FileFailure.Reason(exception),
    };

    // https://www.sqlite.org/rescode.html lists the codes.
    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process holds it for too long",
        raw.SQLITE_READONLY => "it is read-only",
        raw.SQLITE_IOERR => "the disk or its file system gives an error",
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_CANTOPEN => "the file cannot be opened or made",
        _ => SqliteWords().Match(exception.Message) is { Success: true } words ? words.Groups[1].Value : exception.Message.TrimEnd('.'),
    };

    [GeneratedRegex(@"^SQLite Error \d+: '(.+)'\.?$")]
    private static partial Regex SqliteWords();
}
