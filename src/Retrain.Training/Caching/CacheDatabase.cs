using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Caching;

/// <summary>
/// The database that never fails a run: a damaged one is moved aside and made anew, one that cannot be used is done without, each with a
/// warning. What is computed twice costs time only.
/// </summary>
internal sealed class CacheDatabase : IDisposable
{
    private readonly Lock gate = new();

    private readonly CacheFile file;

    private readonly Action<Diagnostic> report;

    // null: the run goes on without.
    private CacheSession? session;

    private CacheDatabase(string folder, Action<Diagnostic> report)
    {
        file = new CacheFile(folder);
        this.report = report;
        session = OpenFile();
    }

    public string Path => file.Path;

    /// <param name="folder">Made where missing.</param>
    /// <param name="folderIsRequired">Whether somebody named the folder, who wants to know when it cannot be made.</param>
    /// <param name="report">Receives warnings, from whatever thread meets them.</param>
    /// <exception cref="RetrainException">The folder is required and cannot be made (RT3001).</exception>
    public static CacheDatabase Open(string folder, bool folderIsRequired, Action<Diagnostic> report)
    {
        try
        {
            if (folderIsRequired)
            {
                CacheFolder.Create(folder, isPrivate: false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(CacheDiagnostics.FolderNotCreated(folder, exception.Message), exception);
        }

        return new CacheDatabase(folder, report);
    }

    /// <summary>Runs work that may be done twice, the second time on an empty database, or not to its end where there is no database.</summary>
    public void Read(Action<SqliteConnection> work) => Run(work, isWrite: false);

    /// <inheritdoc cref="Read"/>
    public void Write(Action<SqliteConnection> work) => Run(work, isWrite: true);

    public void Report(Diagnostic diagnostic) => report(diagnostic);

    public void Dispose()
    {
        lock (gate)
        {
            session?.Dispose();
        }
    }

    private void Run(Action<SqliteConnection> work, bool isWrite)
    {
        lock (gate)
        {
            for (int failures = 0; session is not null; failures++)
            {
                try
                {
                    session.Run(work, isWrite);
                    return;
                }
                catch (SqliteException exception)
                {
                    // The lock on the file's name goes first: nobody can move it aside while we hold it.
                    session.Dispose();
                    session = failures == 0 && IsDamage(exception) ? ReplaceFile(exception) : DoWithout(exception.Message);
                }
            }
        }
    }

    // SQLITE_CORRUPT, SQLITE_NOTADB and, where a table is missing or the file's format is unknown, SQLITE_ERROR: our statements are
    // constants, so it is the file that is not as we made it. https://www.sqlite.org/rescode.html lists the codes.
    private static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 11 or 26 or 1;

    private CacheSession? OpenFile()
    {
        try
        {
            return AcceptVersion(file.Open());
        }
        catch (SqliteException exception) when (IsDamage(exception))
        {
            return ReplaceFile(exception);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return DoWithout(exception.Message);
        }
    }

    private CacheSession? ReplaceFile(SqliteException damage)
    {
        try
        {
            if (file.SetAside() is { } target)
            {
                report(CacheDiagnostics.DatabaseDamaged(file.Path, damage.Message, target));
            }

            return AcceptVersion(file.Open());
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return DoWithout($"it is damaged and cannot be moved aside: {exception.Message}");
        }
    }

    private CacheSession? AcceptVersion(CacheSession opened)
    {
        long version = opened.Version;
        if (version <= CacheSchema.Version)
        {
            return opened;
        }

        opened.Dispose();
        report(CacheDiagnostics.DatabaseNewer(file.Path, version, CacheSchema.Version));
        return null;
    }

    private CacheSession? DoWithout(string reason)
    {
        report(CacheDiagnostics.DatabaseUnusable(file.Path, reason));
        return null;
    }
}
