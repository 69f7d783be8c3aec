using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT303x, RT3050, RT3053 and RT407x: the extraction of photos in parts.</summary>
internal static class ShardDiagnostics
{
    /// <summary>RT3030: the result of a part cannot be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">The system's error message.</param>
    /// <param name="advice">The way out of it; <see langword="null"/> for the usual one.</param>
    public static Diagnostic ResultNotWritten(string path, string reason, string? advice) =>
        new(Severity.Error, "RT3030", path,
            $"the result of this part cannot be written ({Clause(reason)}); "
            + (string.IsNullOrEmpty(advice)
                ? "run the part again when there is room and the place can be written"
                : $"{advice}. Run the part again when it can be written")
            + ", or name another place with --shard_results. What was computed is cached.");

    /// <summary>RT3031: the cache did not keep the bottlenecks of a part.</summary>
    /// <param name="cache">The folder or the address of the cache.</param>
    /// <param name="part">The part, as "3 of 64".</param>
    public static Diagnostic BottlenecksNotKept(string cache, int count, string part) =>
        new(Severity.Error, "RT3031", cache,
            FormattableString.Invariant($"the cache did not keep the bottlenecks of {count} photos of part {part}, so no result was ")
            + "written; run the part again when the cache can be written.");

    /// <summary>RT3032: parts have no result.</summary>
    /// <param name="folder">The place of the results.</param>
    /// <param name="count">The number of the parts.</param>
    /// <param name="parts">Their numbers, as "3,17,20-25".</param>
    public static Diagnostic PartsMissing(string folder, int count, string parts) =>
        new(Severity.Error, "RT3032", folder, count == 1
            ? $"there is no result of part {parts}; it was not extracted, or did not end well."
            : $"there are no results of these parts: {parts}; they were not extracted, or did not end well.");

    /// <summary>RT3033: parts were extracted with other flags.</summary>
    /// <param name="folder">The place of the results.</param>
    /// <param name="parts">Their numbers.</param>
    /// <param name="differences">The names of what differs.</param>
    public static Diagnostic PartsOfOtherFlags(string folder, string parts, IReadOnlyList<string> differences) =>
        new(Severity.Error, "RT3033", folder,
            $"these parts were extracted with other flags ({string.Join(", ", differences)} differ): {parts}; pass the flags of "
            + "the extraction, or extract them again with these.");

    /// <summary>RT3034: the photos of parts are not those of the extraction.</summary>
    /// <param name="folder">The place of the results.</param>
    /// <param name="parts">Their numbers.</param>
    public static Diagnostic PartsChanged(string folder, string parts) =>
        new(Severity.Error, "RT3034", folder,
            $"photos of these parts were added, removed or changed since the extraction, or are others: {parts}; "
            + "extract the parts again, which computes only what is new.");

    /// <summary>RT3035: a file is not the result of its part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">The reason, as a part of a sentence.</param>
    public static Diagnostic ResultUnusable(string path, string reason) =>
        new(Severity.Warning, "RT3035", path,
            $"this is not the result of its part ({Clause(reason)}), so the part counts as missing; extract it again, which "
            + "replaces this.");

    /// <summary>RT3036: photos of parts cannot be read.</summary>
    /// <param name="folder">The place of the results.</param>
    /// <param name="count">The number of photos.</param>
    /// <param name="parts">The numbers of the parts.</param>
    /// <param name="example">The path of one of them below the folder of the photos, and its code.</param>
    public static Diagnostic PhotosUnreadable(string folder, int count, string parts, string example) =>
        new(Severity.Warning, "RT3036", folder,
            FormattableString.Invariant($"{count} photos cannot be used, such as {example}, in these parts: {parts}; training leaves them ")
            + "out. The results of the parts name them.");

    /// <summary>RT3037: not all parts are there.</summary>
    /// <param name="count">The number of those that are not.</param>
    /// <param name="array">Their numbers as an array of Slurm takes them.</param>
    public static Diagnostic PartsIncomplete(int count, int total, string array) =>
        new(Severity.Error, "RT3037", null,
            FormattableString.Invariant($"{count} of {total} {(total == 1 ? "part" : "parts")} {(count == 1 ? "is" : "are")} not there; ")
            + $"run {(count == 1 ? "it" : "them")} again with the same flags: "
            + FormattableString.Invariant($"--array={array} of sbatch with --shard auto/{total}, or --shard NUMBER/{total} for each."));

    /// <summary>RT3038: the results are of another number of parts.</summary>
    /// <param name="folder">The place of the results.</param>
    /// <param name="expected">The number of parts that was asked for.</param>
    /// <param name="found">The number of parts of a result that is there.</param>
    public static Diagnostic OtherCount(string folder, int expected, int found) =>
        new(Severity.Warning, "RT3038", folder,
            FormattableString.Invariant($"there are results of {found} parts, and none of {expected}; pass the number that --shard had."));

    /// <summary>RT3039: results of parts lack the right signature.</summary>
    /// <param name="place">The place of the results.</param>
    /// <param name="parts">The numbers of the parts.</param>
    public static Diagnostic PartsNotSigned(string place, string parts) =>
        new(Severity.Error, "RT3039", place,
            $"the results of these parts lack the right signature, so they count as missing: {parts}; extract these parts with the same "
            + "RETRAIN_CACHE_SIGNING_KEY, or unset it to believe any result.");

    /// <summary>RT3050: the place of the results cannot be read.</summary>
    /// <param name="place">The place of the results.</param>
    /// <param name="reason">The reason, as a part of a sentence.</param>
    public static Diagnostic ResultsNotRead(string place, string reason) =>
        new(Severity.Error, "RT3050", place,
            $"the results of the parts cannot be read ({Clause(reason)}), so it is not known which parts are there; try again when the "
            + "shared cache can be reached, which dotnet retrain cache ping tells.");

    /// <summary>RT3053: the folder of the results does not exist.</summary>
    public static Diagnostic NoFolderOfResults(string folder) =>
        new(Severity.Warning, "RT3053", folder,
            "the folder of the results does not exist; mount its file system or name the folder that the tasks have, if any part was "
            + "extracted.");

    /// <summary>RT4073: a part has a number that does not exist.</summary>
    /// <param name="source">The flag or variable that gave it.</param>
    /// <param name="given">Its value.</param>
    /// <param name="count">The number of parts.</param>
    /// <param name="isFromZero">Whether the variable counts from 0.</param>
    public static Diagnostic NoSuchPart(string source, int given, int count, bool isFromZero) =>
        new(Severity.Error, "RT4073", null, isFromZero
            ? FormattableString.Invariant($"{source} is {given}, which counts from 0 and so is part {given + 1L} of {count}, which does ")
                + FormattableString.Invariant($"not exist; give the array {count} tasks (completions: {count} of a Kubernetes Job, an ")
                + FormattableString.Invariant($"array size of {count} in AWS Batch), or pass the number of its tasks behind the slash.")
            : FormattableString.Invariant($"{source} is {given}, and the {count} parts have the numbers 1 to {count}; number the array ")
                + FormattableString.Invariant($"from 1 (--array=1-{count} of sbatch), or pass the number of all parts behind the slash."));

    /// <summary>RT4074: no scheduler gives a number.</summary>
    /// <param name="variables">The environment variables that are known.</param>
    public static Diagnostic NoArrayIndex(int count, IReadOnlyList<string> variables) =>
        new(Severity.Error, "RT4074", null,
            $"--shard auto takes the number of the part from {string.Join(", ", variables.SkipLast(1))} or {variables[^1]}, and none is "
            + FormattableString.Invariant($"set; run it as a task of an array, or pass the number of the part: --shard 1/{count}."));

    /// <summary>RT4075: two schedulers give different numbers.</summary>
    public static Diagnostic IndicesDiffer(string variable, int part, string other, int otherPart) =>
        new(Severity.Error, "RT4075", null,
            FormattableString.Invariant($"{variable} says that this is part {part}, and {other} that it is part {otherPart}; ")
            + "unset the one of an outer job, or pass the number of the part to --shard.");

    /// <summary>RT4076: the number of a scheduler is not one.</summary>
    public static Diagnostic IndexNotANumber(string variable, string value) =>
        new(Severity.Error, "RT4076", null,
            $"'{value}' in {variable} is not a number; pass the number of the part to --shard.");

    /// <summary>RT4077: there is no place for the results.</summary>
    /// <param name="flag">The flag that needs it.</param>
    /// <param name="forbiddenBy">The flag or variable that says not to write to the shared cache; <see langword="null"/> for none.</param>
    public static Diagnostic NoPlaceForResults(string flag, string? forbiddenBy) =>
        new(Severity.Error, "RT4077", null, forbiddenBy is not null
            ? $"{flag} needs a place for the results of all parts, and {forbiddenBy} says not to write to the shared cache; unset it for "
                + "this command, or name a folder that all tasks see with --shard_results."
            : $"{flag} needs a place for the results of all parts; name a folder that all tasks see with --shard_results, "
                + "or a cache that they share and may write with --shared_cache or RETRAIN_CACHE_URL.");

    private static string Clause(string reason) => reason.TrimEnd('.', ' ');
}
