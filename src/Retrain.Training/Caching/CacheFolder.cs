namespace Retrain.Training.Caching;

/// <summary>The folder of the cache, which all projects, models and processes of a user share.</summary>
internal static class CacheFolder
{
    private const string Name = "dotnet-retrain";

    // The names of statfs(2) on Linux, as .NET gives them, and of getfsstat(2) on macOS.
    private static readonly HashSet<string> RemoteFormats =
    [
        "nfs", "nfs4", "smb", "smb2", "smbfs", "cifs", "9p", "v9fs", "fuse", "fuseblk", "sshfs", "ceph", "afs", "k-afs", "lustre",
        "glusterfs", "gpfs", "coda", "ncp", "ncpfs", "vboxsf", "vmhgfs", "prl_fs", "ocfs2", "gfs2", "panfs", "orangefs",
        "afpfs", "webdav", "macfuse", "osxfuse",
    ];

    /// <summary>The folder that RETRAIN_CACHE_DIR names; otherwise a folder in the user's cache directory.</summary>
    public static string Default => Resolve(Environment.GetEnvironmentVariable);

    internal static string Resolve(Func<string, string?> environment)
    {
        string? chosen = environment("RETRAIN_CACHE_DIR");
        if (!string.IsNullOrEmpty(chosen))
        {
            return Path.GetFullPath(chosen);
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(FolderOr(Environment.SpecialFolder.LocalApplicationData), Name);
        }

        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(FolderOr(Environment.SpecialFolder.UserProfile), "Library", "Caches", Name);
        }

        // https://specifications.freedesktop.org/basedir-spec/latest/: a relative path must be ignored.
        string? xdg = environment("XDG_CACHE_HOME");
        return Path.IsPathFullyQualified(xdg ?? "")
            ? Path.Combine(xdg!, Name)
            : Path.Combine(FolderOr(Environment.SpecialFolder.UserProfile), ".cache", Name);
    }

    /// <summary>
    /// Creates the folder if it does not exist. Only its owner has access, with mode 0700, as the base directory specification asks for:
    /// the cache names the owner's files.
    /// </summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Whether an existing folder is on a network file system.</summary>
    public static bool IsRemote(string folder)
    {
        if (folder.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return true;
        }

        DriveInfo drive = new(folder);
        return drive.DriveType is DriveType.Network || (!OperatingSystem.IsWindows() && IsRemoteFormat(drive.DriveFormat));
    }

    /// <summary>
    /// Whether a file system of this name is, or may be, on another machine, where processes do not share memory. What lies behind FUSE
    /// (sshfs, a bucket, a disk of Windows) cannot be seen.
    /// </summary>
    /// <param name="format">The name that the system gives the file system, or its number.</param>
    internal static bool IsRemoteFormat(string format) => RemoteFormats.Contains(format.ToLowerInvariant());

    // A user without a home directory, as in some containers, at least has a temporary directory.
    private static string FolderOr(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path ? path : Path.GetTempPath();
}
