namespace Retrain.Training.Caching;

/// <summary>Where the cache lies: one folder for all projects, models and processes of a user.</summary>
internal static class CacheFolder
{
    private const string Name = "dotnet-retrain";

    /// <summary>RETRAIN_CACHE_DIR, otherwise a folder in the user's cache directory.</summary>
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

        // https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is to be ignored.
        string? xdg = environment("XDG_CACHE_HOME");
        return Path.IsPathFullyQualified(xdg ?? "")
            ? Path.Combine(xdg!, Name)
            : Path.Combine(FolderOr(Environment.SpecialFolder.UserProfile), ".cache", Name);
    }

    /// <summary>Makes the folder where it is missing.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="isPrivate">Whether only its owner may look in: the base directory specification's mode 0700.</param>
    public static void Create(string folder, bool isPrivate)
    {
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        else
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Whether a folder, which exists, lies on a network file system.</summary>
    public static bool IsRemote(string folder) =>
        folder.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(folder).DriveType is DriveType.Network;

    // A user without a home, as in some containers, has a temporary directory at least.
    private static string FolderOr(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path ? path : Path.GetTempPath();
}
