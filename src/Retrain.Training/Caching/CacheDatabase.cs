using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Caching;

/// <summary>
/// A database that never makes a run fail. A damaged file is moved aside and replaced, and without a usable file the run continues, each
/// with a warning. Computing something twice only costs time.
/// </summary>
internal sealed class CacheDatabase : IDisposable
{
    private readonly Lock gate = new();

    private readonly CacheFile file;

    private readonly Action<Diagnostic> report;

    // null: the run continues without a database.
    private CacheSession? session;

    private CacheDatabase(CacheFile file, Action<Diagnostic> report)
    {
        this.file = file;
        this.report = report;
        session = OpenFile();
        IsReadOnly = session is { IsReadOnly: true };
        if (file.HasGivenUpLog)
        {
            report(CacheDiagnostics.OnNetwork(Path));
        }
    }

    public string Path => file.Path;

    /// <summary>Whether the database can be read and not written, so that writes do nothing.</summary>
    public bool IsReadOnly { get; }

    /// <summary>
    /// Whether it knows files as this version does. One of an earlier version that may not be written has bottlenecks, and nothing else
    /// that is of use.
    /// </summary>
    public bool KnowsFiles => session is { Version: CacheSchema.Version };

    /// <summary>Whether it has the tables that say what is used.</summary>
    public bool KeepsUse => session is { HasUseTables: true };

    /// <summary>Opens or creates the database in a folder.</summary>
    /// <param name="folder">The folder, which is created if it does not exist.</param>
    /// <param name="folderIsRequired">Whether the user named the folder, so that it is an error if it cannot be created.</param>
    /// <param name="report">Receives warnings, from any thread.</param>
    /// <exception cref="RetrainException">RT3001: the folder is required and cannot be created.</exception>
    /// <param name="isRemote">Says whether a folder is on another machine; by default, the system is asked.</param>
    public static CacheDatabase Open(
        string folder, bool folderIsRequired, Action<Diagnostic> report, Func<string, bool>? isRemote = null)
    {
        try
        {
            if (folderIsRequired)
            {
                CacheFolder.Create(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(CacheDiagnostics.FolderNotCreated(folder, CacheFailure.Reason(exception)), exception);
        }

        return new CacheDatabase(new CacheFile(folder, isRemote), report);
    }

    /// <summary>
    /// Runs work on the database. If the database turns out to be damaged, the work runs again on an empty one; without a database it does
    /// not run to its end.
    /// </summary>
    public void Read(Action<SqliteConnection> work) => Run(work, isWrite: false);

    /// <inheritdoc cref="Read"/>
    public void Write(Action<SqliteConnection> work) => Run(work, isWrite: true);

    /// <summary>
    /// Writes what is worth nothing but a better choice of what to remove later. Where that is not possible, for instance because the
    /// disk is full, the database can be read all the same, and nothing is said.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    public bool Note(Action<SqliteConnection> work)
    {
        try
        {
            lock (gate)
            {
                if (session is null || session.IsReadOnly || !session.HasUseTables)
                {
                    return false;
                }

                session.Run(work, isWrite: true);
                return true;
            }
        }
        catch (SqliteException)
        {
            // A read or a write of entries meets what is wrong with the file, and tells of it.
            return false;
        }
    }

    /// <summary>Looks after the database. What stands in the way is met, and told, by the next run that needs the database.</summary>
    public void Maintain(Action<CacheSession> work)
    {
        lock (gate)
        {
            if (session is not { IsReadOnly: false, HasUseTables: true })
            {
                return;
            }

            try
            {
                work(session);
            }
            catch (SqliteException)
            {
                // Whether entries go now or after the next run makes no difference to this one.
            }
        }
    }

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
            for (int failures = 0; session is not null && !(isWrite && session.IsReadOnly); failures++)
            {
                try
                {
                    session.Run(work, isWrite);
                    return;
                }
                catch (SqliteException exception)
                {
                    // The lock on the file's name must be released first: no process can move the file aside while this one holds it.
                    session.Dispose();
                    session = failures == 0 && IsDamage(exception) ? ReplaceFile(exception) : DoWithout(CacheFailure.Reason(exception));
                }
            }
        }
    }

    // SQLITE_CORRUPT, SQLITE_NOTADB and, if a table is missing or the format of the file is unknown, SQLITE_ERROR: the statements are
    // constants, so the file must have changed. https://www.sqlite.org/rescode.html lists the codes.
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
            return DoWithout(CacheFailure.Reason(exception));
        }
    }

    private CacheSession? ReplaceFile(SqliteException damage)
    {
        try
        {
            if (file.SetAside() is { } target)
            {
                report(CacheDiagnostics.DatabaseDamaged(file.Path, CacheFailure.Reason(damage), target));
            }

            return AcceptVersion(file.Open());
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return DoWithout($"it is damaged and cannot be moved aside: {CacheFailure.Reason(exception)}");
        }
    }

    private CacheSession? AcceptVersion(CacheSession opened)
    {
        long version = opened.Version;
        if (version is > 0 and <= CacheSchema.Version)
        {
            return opened;
        }

        opened.Dispose();
        if (version == 0)
        {
            return DoWithout("it is empty and may not be written");
        }

        report(CacheDiagnostics.DatabaseNewer(file.Path, version, CacheSchema.Version));
        return null;
    }

    private CacheSession? DoWithout(string reason)
    {
        report(CacheDiagnostics.DatabaseUnusable(file.Path, reason));
        return null;
    }
}
