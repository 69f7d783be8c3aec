using Retrain.Training.Files;

namespace Retrain.Training.Caching;

/// <summary>The database file and its neighbours: opened by many processes at once, created and moved aside by one.</summary>
/// <remarks>
/// SQLite locks what it reads and writes, but nothing guards the file's name. A process that has the database open therefore shares a lock
/// file, and a process that creates the database or moves it aside holds that lock alone.
/// </remarks>
/// <param name="folder">Where they lie.</param>
internal sealed class CacheFile(string folder)
{
    public const string Name = "bottlenecks.v1.db";

    // Creating and moving aside take milliseconds; whoever holds the lock longer has the database in use.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // SQLite keeps these beside the file. They are moved before it: a new file must not find an old write-ahead log.
    private static readonly string[] Companions = ["-wal", "-shm"];

    private readonly string lockPath = System.IO.Path.Combine(folder, "bottlenecks.v1.lock");

    // Which of the files that have borne the name was opened, counted by those moved aside before it.
    private int generation;

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <summary>Opens the database of whatever version, making it where there is none.</summary>
    public CacheSession Open()
    {
        CacheFolder.Create(folder, isPrivate: true);
        long startMilliseconds = Environment.TickCount64;
        while (true)
        {
            if (File.Exists(Path))
            {
                CacheSession session = OpenShared();
                if (session.Version >= CacheSchema.Version)
                {
                    return session;
                }

                // Empty, since its maker is at work or was stopped before the tables were there; or of an earlier version.
                session.Dispose();
            }

            // Not by waiting for the lock: whoever was first to make the database goes on to use it, and keeps its own lock all the time.
            using FileLock? alone = FileLock.TryExclusive(lockPath);
            if (alone is not null)
            {
                Create(alone);
            }
            else if (Environment.TickCount64 - startMilliseconds > Patience.TotalMilliseconds)
            {
                throw new IOException($"another process keeps '{lockPath}' but makes no database of this version");
            }
            else
            {
                Thread.Sleep(FileLock.Pause);
            }
        }
    }

    /// <summary>Moves the database last opened out of the way, unless another process has done so already.</summary>
    /// <returns>Its new path; null where it was gone.</returns>
    public string? SetAside()
    {
        using FileLock alone = FileLock.Exclusive(lockPath, Patience);
        if (NextGeneration() != generation || !File.Exists(Path))
        {
            return null;
        }

        string target = SetAsidePath(generation);
        foreach (string companion in Companions.Where(companion => File.Exists(Path + companion)))
        {
            File.Move(Path + companion, target + companion);
        }

        File.Move(Path, target);
        return target;
    }

    private CacheSession OpenShared()
    {
        FileLock shared = FileLock.Shared(lockPath, Patience);
        generation = NextGeneration();
        return CacheSession.Open(Path, shared);
    }

    private void Create(FileLock alone)
    {
        using CacheSession session = CacheSession.Open(Path, alone);
        generation = NextGeneration();
        if (session.Version < CacheSchema.Version)
        {
            session.CreateTables(CacheFolder.IsRemote(folder));
        }
    }

    private int NextGeneration()
    {
        int next = 1;
        while (File.Exists(SetAsidePath(next)))
        {
            next++;
        }

        return next;
    }

    private string SetAsidePath(int number) => $"{Path}.damaged-{number}";
}
