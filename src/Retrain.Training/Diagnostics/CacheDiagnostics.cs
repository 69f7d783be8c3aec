using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT3xxx: the cache.</summary>
internal static class CacheDiagnostics
{
    /// <summary>RT3001: a folder that the user named cannot be made.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="reason">The system's words.</param>
    public static Diagnostic FolderNotCreated(string folder, string reason) =>
        new(Severity.Error, "RT3001", folder,
            $"the bottleneck folder cannot be created ({Clause(reason)}); name a folder that can be written with --bottleneck_dir, "
            + "or leave it out to use the default.");

    /// <summary>RT3002: the database cannot be read or written; the run goes on.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="reason">SQLite's or the system's words.</param>
    public static Diagnostic DatabaseUnusable(string database, string reason) =>
        new(Severity.Warning, "RT3002", database,
            $"the bottleneck cache cannot be used and this run goes on without it ({Clause(reason)}); " +
            "make its folder writable, or name another with --bottleneck_dir or RETRAIN_CACHE_DIR.");

    /// <summary>RT3003: the database is damaged and was moved aside.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="reason">SQLite's words.</param>
    /// <param name="setAside">Where it is now.</param>
    public static Diagnostic DatabaseDamaged(string database, string reason, string setAside) =>
        new(Severity.Warning, "RT3003", database,
            $"the bottleneck cache is damaged ({Clause(reason)}) and a new one was begun, bottlenecks are computed again; "
            + $"delete '{setAside}', and check the disk if this recurs.");

    /// <summary>RT3004: entries whose checksum is wrong were removed.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="count">How many.</param>
    /// <param name="what">"bottlenecks" or "image digests".</param>
    public static Diagnostic EntriesDamaged(string database, int count, string what) =>
        new(Severity.Warning, "RT3004", database,
            $"damaged {what} in the cache: {count}, removed and computed again; nothing to do, but check the disk if this recurs.");

    /// <summary>RT3005: a later version made the database; it is left alone.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="version">The file's.</param>
    /// <param name="supported">Ours.</param>
    public static Diagnostic DatabaseNewer(string database, long version, long supported) =>
        new(Severity.Warning, "RT3005", database,
            $"the bottleneck cache has version {version}, this dotnet-retrain knows {supported}, so this run goes on without it; " +
            "update dotnet-retrain, or name another folder with --bottleneck_dir or RETRAIN_CACHE_DIR.");

    /// <summary>RT3006: the file that holds a run's bottlenecks cannot be made or written.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="reason">The system's words.</param>
    public static Diagnostic FileUnusable(string path, long sizeBytes, string reason) =>
        new(Severity.Error, "RT3006", path,
            $"a temporary file of {sizeBytes >> 20} MB for the bottlenecks of this run cannot be written ({Clause(reason)}); " +
            $"make room there, or name another folder with the environment variable {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}.");

    /// <summary>RT3007: rows are counted with 31 bits.</summary>
    /// <param name="imageDir">Where the images are.</param>
    public static Diagnostic TooManyBottlenecks(string imageDir, int imageCount, int variantsPerImage) =>
        new(Severity.Error, "RT3007", imageDir,
            $"{imageCount} images with {variantsPerImage} distorted variants each are more than the {int.MaxValue} bottlenecks that a run can hold; " +
            "lower --distortion_variants or train on fewer images.");

    // "Access to the path is denied." within a sentence.
    private static string Clause(string reason) => reason.TrimEnd('.', ' ');
}
