using System.Globalization;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT3xxx: problems with the cache.</summary>
internal static class CacheDiagnostics
{
    /// <summary>RT3001: a folder that the user named cannot be created.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="reason">The system's error message.</param>
    public static Diagnostic FolderNotCreated(string folder, string reason) =>
        new(Severity.Error, "RT3001", folder,
            $"the bottleneck folder cannot be created ({Clause(reason)}); name a writable folder with --bottleneck_dir, "
            + "or omit the flag to use the default.");

    /// <summary>RT3002: the database cannot be read or written; the run continues without it.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="reason">The error message of SQLite or of the system.</param>
    /// <param name="canBeRead">Whether the database can be read, and only not written.</param>
    public static Diagnostic DatabaseUnusable(string database, string reason, bool canBeRead = false) =>
        new(Severity.Warning, "RT3002", database,
            $"the bottleneck cache cannot be {(canBeRead ? "written" : "used")} ({Clause(reason)}), "
            + $"so this run {(canBeRead ? "keeps nothing that it computes" : "continues without it")}; "
            + "make its folder writable, or name another folder with --bottleneck_dir or RETRAIN_CACHE_DIR.");

    /// <summary>RT3003: the database is damaged and was moved aside.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="reason">SQLite's error message.</param>
    /// <param name="setAside">The path that it was moved to.</param>
    public static Diagnostic DatabaseDamaged(string database, string reason, string setAside) =>
        new(Severity.Warning, "RT3003", database,
            $"the bottleneck cache is damaged ({Clause(reason)}), so a new one was started and bottlenecks are computed again; "
            + $"delete '{setAside}', and check the disk if this happens again.");

    /// <summary>RT3004: entries whose checksum is wrong were removed.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="count">The number of damaged entries.</param>
    /// <param name="what">"bottlenecks", "image digests" or "unreadable images".</param>
    public static Diagnostic EntriesDamaged(string database, int count, string what) =>
        new(Severity.Warning, "RT3004", database,
            $"the cache contained damaged {what} ({count}), which were removed and are computed again; "
            + "check the disk if this happens again.");

    /// <summary>RT3005: a later version created the database, which is left as it is.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="version">The version of the file.</param>
    /// <param name="supported">The latest version that this program knows.</param>
    public static Diagnostic DatabaseNewer(string database, long version, long supported) =>
        new(Severity.Warning, "RT3005", database,
            $"the bottleneck cache has version {version}, but this dotnet-retrain supports only {supported}, "
            + "so this run continues without it; update dotnet-retrain, "
            + "or name another folder with --bottleneck_dir or RETRAIN_CACHE_DIR.");

    /// <summary>RT3006: the temporary file for a run's bottlenecks cannot be created or written.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="reason">The system's error message.</param>
    public static Diagnostic FileUnusable(string path, long sizeBytes, string reason) =>
        new(Severity.Error, "RT3006", path,
            $"a temporary file of {sizeBytes >> 20} MB for this run's bottlenecks cannot be written ({Clause(reason)}); "
            + "free some space there, or choose another folder with the environment variable "
            + $"{(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}.");

    /// <summary>RT3007: the number of bottlenecks does not fit in 31 bits.</summary>
    /// <param name="imageDir">The folder of the images.</param>
    public static Diagnostic TooManyBottlenecks(string imageDir, int imageCount, int variantsPerImage) =>
        new(Severity.Error, "RT3007", imageDir,
            $"{imageCount} images with {variantsPerImage} distorted variants each exceed the {int.MaxValue} bottlenecks "
            + "that a run can hold; lower --distortion_variants or train on fewer images.");

    /// <summary>RT3010: what a run needs is larger than the limit of the cache.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="runBytes">The size of the bottlenecks that the run read or stored.</param>
    public static Diagnostic RunLargerThanLimit(string database, long runBytes, long limitBytes) =>
        new(Severity.Warning, "RT3010", database,
            $"the bottlenecks of this run ({Size(runBytes)}) are larger than the cache may be ({Size(limitBytes)}), so the cache "
            + "keeps them and is over its limit; raise RETRAIN_CACHE_MAX_SIZE, or they will make room for those of other runs.");

    /// <summary>RT3011: the database is on a network file system, and was made or changed so that it works there.</summary>
    /// <param name="database">The path of the database.</param>
    public static Diagnostic OnNetwork(string database) =>
        new(Severity.Warning, "RT3011", database,
            "the bottleneck cache is on a network file system, where a write-ahead log does not work, so it uses a rollback journal "
            + "from now on: it is safe, and slower; a folder on this machine (--bottleneck_dir or RETRAIN_CACHE_DIR) is faster.");

    /// <summary>RT3012: a command that looks after the cache cannot read or write it.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="reason">The error message of SQLite or of the system.</param>
    public static Diagnostic NotMaintained(string database, string reason) =>
        new(Severity.Error, "RT3012", database,
            $"the bottleneck cache cannot be read or written ({Clause(reason)}); check its permissions and what uses it. If it is damaged, "
            + "'cache verify --repair' moves it aside.");

    /// <summary>RT3013: an entry is damaged.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="table">The table of the entry.</param>
    /// <param name="key">The number, path or digest of the entry.</param>
    /// <param name="isRepaired">Whether it is about to be set aside.</param>
    public static Diagnostic EntryDamaged(string database, string table, string key, bool isRepaired) =>
        new(Severity.Error, "RT3013", database,
            $"entry '{key}' of {table} is damaged: its checksum or its types are wrong; "
            + (isRepaired ? "it is set aside" : "'cache verify --repair' sets it aside") + ", and the next run computes it again.");

    /// <summary>RT3014: something damaged was set aside because a person asked for it.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="what">The words for what was set aside.</param>
    /// <param name="target">The path of the file that it lies in now.</param>
    public static Diagnostic SetAside(string database, string what, string target) =>
        new(Severity.Warning, "RT3014", database, $"{what} set aside in '{target}'; delete it when you have looked at it.");

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.###} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.###} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.###} GB"),
    };

    /// <summary>RT3015: damaged entries were left out of a pack.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="count">The number of entries.</param>
    public static Diagnostic DamagedNotExported(string database, long count) =>
        new(Severity.Warning, "RT3015", database, $"damaged entries ({count}) were left out; 'cache verify' names them.");

    /// <summary>RT3055: entries of unknown backbones were not written to the shared cache.</summary>
    /// <param name="database">The path of the database.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="areAll">Whether there are no others.</param>
    public static Diagnostic UnknownNotPushed(string database, long count, bool areAll) =>
        new(areAll ? Severity.Error : Severity.Warning, "RT3055", database,
            $"it is not known which backbone {count} entries come from, so they were left out; they were imported from a pack, or stored "
            + "by an earlier version: train with them once, then push again.");

    /// <summary>RT3057: there is no cache that could be written to the shared one.</summary>
    /// <param name="database">The path that it would have.</param>
    public static Diagnostic NoCacheYet(string database) =>
        new(Severity.Error, "RT3057", database, "there is no cache yet; train first, or name another with RETRAIN_CACHE_DIR.");

    /// <summary>RT3016: a file of retrain.py has something else than a number.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="place">The place of the value, from 1.</param>
    /// <param name="text">The text in the place of a number.</param>
    public static Diagnostic ImportedValueWrong(string path, int place, string text) =>
        new(Severity.Warning, "RT3016", path,
            $"value {place} is '{(text.Length > 20 ? text[..20] : text)}', which is not a finite number, so the file was not imported; "
            + "let retrain.py write it again.");

    /// <summary>RT3017: a file of retrain.py has another number of values than the backbone's bottleneck.</summary>
    /// <param name="path">The path of the file.</param>
    public static Diagnostic ImportedLengthWrong(string path, int length, int wanted) =>
        new(Severity.Warning, "RT3017", path,
            $"has {length} values, and a bottleneck of the backbone has {wanted}, so the file was not imported; check --architecture.");

    /// <summary>RT3018: the photo of a file of retrain.py does not exist.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="photo">The path of the photo.</param>
    public static Diagnostic ImportedPhotoMissing(string path, string photo) =>
        new(Severity.Warning, "RT3018", path, $"belongs to '{photo}', which does not exist, so it was not imported; check --image_dir.");

    /// <summary>RT3019: a file of retrain.py cannot be read.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="reason">The system's error message.</param>
    public static Diagnostic ImportedFileUnreadable(string path, string reason) =>
        new(Severity.Warning, "RT3019", path, $"cannot be read ({Clause(reason)}), so it was not imported; check its permissions.");

    // "Access to the path is denied." becomes part of a longer sentence.
    private static string Clause(string reason) => reason.TrimEnd('.', ' ');
}
