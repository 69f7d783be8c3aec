using System.Globalization;
using System.Runtime.InteropServices;
using Retrain.Training.Files;

namespace Retrain.Training.Caching;

/// <summary>The database file and its companions, which many processes open at once but only one creates or moves aside.</summary>
/// <remarks>
/// SQLite locks what it reads and writes, but nothing guards the file's name. A process that has the database open therefore shares a lock
/// file, and a process that creates the database or moves it aside holds that lock alone.
/// </remarks>
/// <param name="folder">The folder of the files.</param>
/// <param name="isRemote">Says whether a folder is on another machine; by default, the system is asked.</param>
internal sealed partial class CacheFile(string folder, Func<string, bool>? isRemote = null)
{
    public const string Name = "bottlenecks.v1.db";

    // Creating and moving aside take milliseconds; a process that holds the lock longer is using the database.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int KeptSetAside = 2;

    // SQLite keeps these beside the file. They are moved first: a new file must not find an old write-ahead log.
    private static readonly string[] Companions = ["-wal", SharedMemory];
    private const string SharedMemory = "-shm";

    private readonly string lockPath = System.IO.Path.Combine(folder, "bottlenecks.v1.lock");

    // Bytes 18 and 19 of the header are 2 in a database with a write-ahead log (https://www.sqlite.org/fileformat.html).
    private const int LogByte = 18;
    private const byte HasLog = 2;

    private readonly Func<string, bool> isRemote = isRemote ?? CacheFolder.IsRemote;

    // The number of the opened file among all that have had the name: one more than were moved aside before it.
    private int generation;

    /// <summary>Whether the database was made, or changed, to have no write-ahead log, as it is on another machine.</summary>
    public bool HasGivenUpLog { get; private set; }

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <summary>Whether a folder has a database.</summary>
    public static bool ExistsIn(string folder) => File.Exists(System.IO.Path.Combine(folder, Name));

    /// <summary>
    /// Opens the database, whatever its version, and creates it if it does not exist. One that may not be written is only read.
    /// </summary>
    public CacheSession Open()
    {
        CacheFolder.Create(folder);
        if (IsReadOnly())
        {
            return CacheSession.OpenReadOnly(Path);
        }

        long startMilliseconds = Environment.TickCount64;
        while (true)
        {
            if (File.Exists(Path) && !MustLeaveLog())
            {
                CacheSession session = OpenShared();
                if (session.Version >= CacheSchema.Version)
                {
                    session.AddUseTables();
                    return session;
                }

                // Empty, because its creator is still at work or was stopped before it created the tables; or of an earlier version.
                session.Dispose();
            }

            // Waiting for the lock would be wrong: the process that creates the database goes on to use it and keeps a lock all the time.
            using FileLock? alone = FileLock.TryExclusive(lockPath);
            if (alone is not null)
            {
                Create(alone);
            }
            else if (Environment.TickCount64 - startMilliseconds > Patience.TotalMilliseconds)
            {
                throw new IOException($"another process holds '{lockPath}' but has not created a database of this version");
            }
            else
            {
                Thread.Sleep(FileLock.Pause);
            }
        }
    }

    /// <summary>
    /// The bytes on the disk of all files of the cache, also of damaged ones that were moved aside. The memory that processes share is
    /// none of them: it is there as long as someone looks.
    /// </summary>
    public long DiskBytes => Directory.Exists(folder)
        ? Files().Where(path => !path.EndsWith(SharedMemory, StringComparison.Ordinal)).Sum(path => new FileInfo(path).Length)
        : 0;

    /// <summary>Opens the database for a person who looks after it: it exists, and is left as it is.</summary>
    /// <exception cref="IOException">It does not exist, or was made by another version.</exception>
    public CacheSession OpenExisting()
    {
        if (!File.Exists(Path))
        {
            throw new IOException("it does not exist");
        }

        CacheSession session = IsReadOnly() ? CacheSession.OpenReadOnly(Path) : OpenShared();
        if (session.Version != CacheSchema.Version)
        {
            session.Dispose();
            throw new IOException($"it has version {session.Version}, and this dotnet-retrain looks after version {CacheSchema.Version}");
        }

        session.AddUseTables();
        return session;
    }

    /// <summary>Deletes all files of the cache, if no other process uses them.</summary>
    public bool TryDelete()
    {
        if (!Directory.Exists(folder))
        {
            return true;
        }

        using FileLock? alone = FileLock.TryExclusive(lockPath);
        if (alone is null)
        {
            return false;
        }

        foreach (string path in Files())
        {
            File.Delete(path);
        }

        return true;
    }

    /// <summary>A new path for damaged entries.</summary>
    public string NextEntriesPath() => Enumerable.Range(1, int.MaxValue)
        .Select(number => System.IO.Path.Combine(folder, $"bottlenecks.v1.entries-{number}.db"))
        .First(path => !File.Exists(path));

    /// <summary>Moves the database that was opened last out of the way, unless another process has already done so.</summary>
    /// <returns>The new path of the database; null if it was already moved.</returns>
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
        RemoveSetAside(upTo: generation - KeptSetAside);
        return target;
    }

    // SQLite writes beside the database even to read it, and so do we. Opening the files to try would interfere with the locks of others.
    private bool IsReadOnly() => !OperatingSystem.IsWindows() && File.Exists(Path)
        && (NativeMethods.Access(Path, NativeMethods.Write) != 0 || NativeMethods.Access(folder, NativeMethods.Write) != 0);

    // A database that was copied there, or made by a version that did not know such a file system.
    private bool MustLeaveLog()
    {
        if (!isRemote(folder))
        {
            return false;
        }

        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] header = new byte[LogByte + 1];
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[LogByte] == HasLog;
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
            session.CreateTables(isRemote(folder));
            HasGivenUpLog = isRemote(folder);
        }
        else if (isRemote(folder))
        {
            HasGivenUpLog = session.LeaveLog();
        }
    }

    private string[] Files() => [.. Directory.EnumerateFiles(folder, "bottlenecks.v1.*").Where(path => path != lockPath)];

    private int NextGeneration() => SetAsideNumbers().DefaultIfEmpty(0).Max() + 1;

    // A disk that damages one database after another must not fill up with them.
    private void RemoveSetAside(int upTo)
    {
        foreach (string path in SetAsideNumbers().Where(number => number <= upTo).Select(SetAsidePath))
        {
            foreach (string companion in Companions)
            {
                File.Delete(path + companion);
            }

            File.Delete(path);
        }
    }

    private int[] SetAsideNumbers()
    {
        string prefix = SetAsideName("");
        return
        [
            .. Directory.EnumerateFiles(folder, SetAsideName("*"))
                .Select(path => System.IO.Path.GetFileName(path)[prefix.Length..])
                .Where(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
        ];
    }

    private string SetAsidePath(int number) =>
        System.IO.Path.Combine(folder, SetAsideName(number.ToString(CultureInfo.InvariantCulture)));

    private static string SetAsideName(string number) => $"{Name}.damaged-{number}";

    private static partial class NativeMethods
    {
        public const int Write = 2; // W_OK

        [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Access(string path, int mode);
    }
}
