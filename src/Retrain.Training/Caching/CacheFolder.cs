namespace Retrain.Training.Caching;

/// <summary>The folder of the cache, which all projects, models and processes of a user share.</summary>
internal static class CacheFolder
{
    private const string Name = "dotnet-retrain";

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
    public static bool IsRemote(string folder) =>
        folder.StartsWith(@"\\", StringComparison.Ordinal) || new DriveInfo(folder).DriveType is DriveType.Network;

    // A user without a home directory, as in some containers, at least has a temporary directory.
    private static string FolderOr(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path ? path : Path.GetTempPath();
}
