using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT406x, RT4123 and RT4124: wrong use of the commands that look after the cache.</summary>
internal static class CacheCommandDiagnostics
{
    /// <summary>RT4061: 'cache prune' was not told what to remove.</summary>
    public static Diagnostic NothingToPrune() =>
        new(Severity.Error, "RT4061", null,
            "'cache prune' was not told what to remove; use --max_size, --unused_days or --backbone, or 'cache clear' for everything.");

    /// <summary>RT4062: the cache has no entries of a backbone.</summary>
    /// <param name="backbone">A name, or the beginning of a digest.</param>
    /// <param name="known">The names of the backbones that it has entries of.</param>
    public static Diagnostic NoEntriesOf(string backbone, IReadOnlyList<string> known) =>
        new(Severity.Error, "RT4062", null,
            $"the cache has no entries of a backbone '{backbone}'; "
            + (known.Count > 0 ? $"it has some of {string.Join(", ", known)}." : "'cache info' says what it has."));

    /// <summary>RT4064: a pack cannot hold all bottlenecks of the cache.</summary>
    /// <param name="most">The number of bottlenecks that a pack holds.</param>
    public static Diagnostic TooManyForAPack(int most) =>
        new(Severity.Error, "RT4064", null, $"the cache has more bottlenecks than the {most} of a pack; export one --backbone at a time.");

    /// <summary>RT4065: a folder of retrain.py's bottlenecks is imported without the photos.</summary>
    /// <param name="folder">The folder.</param>
    public static Diagnostic ImportNeedsPhotos(string folder) =>
        new(Severity.Error, "RT4065", folder,
            "is a folder, and its bottlenecks belong to photos; pass the folder of the photos with --image_dir, or name a pack.");

    /// <summary>RT4066: a folder has no files with bottlenecks of retrain.py.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ending">The ending of such files.</param>
    public static Diagnostic NoRetrainPyFiles(string folder, string ending) =>
        new(Severity.Error, "RT4066", folder,
            $"has no files '*/*{ending}'; name the folder that was retrain.py's --bottleneck_dir, and its --architecture.");

    /// <summary>RT4063: the limit of the cache's size is not a size.</summary>
    /// <param name="variable">The environment variable that sets it.</param>
    /// <param name="valid">The valid values, in words.</param>
    public static Diagnostic WrongLimit(string variable, string value, string valid) =>
        new(Severity.Error, "RT4063", null, $"'{value}' is not a valid value for the environment variable {variable}; use {valid}.");

    /// <summary>RT4123: a command is about the shared cache, and there is none.</summary>
    public static Diagnostic NoSharedCache() =>
        new(Severity.Error, "RT4123", null, "there is no shared cache; name its address with --shared_cache or RETRAIN_CACHE_URL.");

    /// <summary>RT4124: 'cache push' may write nothing.</summary>
    public static Diagnostic PushWithoutWriting() =>
        new(Severity.Error, "RT4124", null, "'cache push' writes, and RETRAIN_CACHE_READ_ONLY says not to; unset it for this command.");

    /// <summary>RT4060: a command that would ask has no terminal to ask on.</summary>
    /// <param name="command">The command.</param>
    public static Diagnostic CannotAsk(string command) =>
        new(Severity.Error, "RT4060", null, $"'{command}' asks before it removes anything, and there is no terminal to ask on; add --yes.");
}
