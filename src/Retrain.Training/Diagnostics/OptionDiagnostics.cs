using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>RT4xxx: problems with flags and their values.</summary>
internal static class OptionDiagnostics
{
    private const string OutputNotPrintableCode = "RT4017";

    /// <summary>Whether the command line is at fault; a full disk or a missing permission is not.</summary>
    public static bool IsWrongUsage(Diagnostic diagnostic) =>
        diagnostic.Code.StartsWith("RT4", StringComparison.Ordinal)
        && diagnostic.Code is not (EnvironmentDiagnostics.OutputNotWritableCode
            or EnvironmentDiagnostics.NoLibrariesForPlatformCode or OutputNotPrintableCode);

    public static Diagnostic UnknownFlag(string flag, IReadOnlyList<string> nearest) =>
        new(Severity.Error, "RT4001", null, nearest.Count > 0
            ? $"unknown flag '{flag}'; did you mean {string.Join(" or ", nearest.Select(name => $"'{name}'"))}?"
            : $"unknown flag '{flag}'; --help lists all flags.");

    public static Diagnostic UnexpectedArgument(string argument) =>
        new(Severity.Error, "RT4002", null, $"unexpected argument '{argument}'; write flags as --name value; --help lists them.");

    /// <param name="name">The word that is no command.</param>
    /// <param name="nearest">The command that it is nearly.</param>
    /// <param name="command">The command that it would belong to; <see langword="null"/> for none, where it may be a folder.</param>
    public static Diagnostic MisspeltCommand(string name, string nearest, string? command = null) =>
        new(Severity.Error, "RT4046", null, command is null
            ? $"there is no command and no folder '{name}'; did you mean the command '{nearest}'?"
            : $"there is no command '{command} {name}'; did you mean '{command} {nearest}'?");

    /// <param name="flag">The flag, with its dashes.</param>
    /// <param name="values">The values that it was given; none for a switch.</param>
    public static Diagnostic GivenTwice(string flag, IReadOnlyList<string> values) =>
        new(Severity.Error, "RT4047", null, values.Count > 1
            ? $"{flag} is given {Times(values.Count)}, as '{string.Join("', '", values.SkipLast(1))}' and '{values[^1]}'; keep one of them."
            : $"{flag} is given twice; once is enough.");

    /// <param name="flag">A flag or argument that would have no effect.</param>
    /// <param name="other">The flag that makes it so.</param>
    public static Diagnostic NotTogether(string flag, string other) =>
        new(Severity.Error, "RT4057", null, $"{flag} has no effect with {other}; leave one of the two out.");

    /// <param name="path">The graph that a training writes unless it is told otherwise.</param>
    /// <param name="flag">The flag or argument that could name another one.</param>
    public static Diagnostic NothingTrained(string path, string flag) =>
        new(Severity.Error, "RT4048", path,
            "does not exist, as nothing was trained yet; train a model with 'dotnet retrain FOLDER', "
            + $"or pass the path of a trained graph ({flag}).");

    /// <param name="flag">The flag, with its dashes.</param>
    /// <param name="command">The command that does not have it.</param>
    /// <param name="others">Those that have it.</param>
    public static Diagnostic FlagOfAnotherCommand(string flag, string command, IReadOnlyList<string> others) =>
        new(Severity.Error, "RT4049", null,
            $"unknown flag '{flag}' of {command}; it is a flag of "
            + (others.Count > 1 ? $"{string.Join(", ", others.SkipLast(1))} and {others[^1]}" : others[0])
            + $"; --help lists those of {command}.");

    /// <param name="flags">Flags that the command has, with their dashes.</param>
    /// <param name="command">The command that they stand before.</param>
    /// <param name="rightLine">The command and what belongs behind it, in the right order.</param>
    public static Diagnostic FlagsBeforeCommand(IReadOnlyList<string> flags, string command, string rightLine) =>
        new(Severity.Error, "RT4058", null,
            (flags.Count > 1 ? $"{string.Join(", ", flags.SkipLast(1))} and {flags[^1]} have" : $"{flags[0]} has")
            + $" no effect before '{command}'; write the command first: dotnet retrain {rightLine}.");

    private static string Times(int count) => count == 2 ? "twice" : FormattableString.Invariant($"{count} times");

    public static Diagnostic InvalidValue(string flag, string value, string valid) =>
        new(Severity.Error, "RT4003", null, $"'{value}' is not a valid value for {flag}; use {valid}.");

    public static Diagnostic MissingFlag(string flag, string purpose) =>
        new(Severity.Error, "RT4004", null, $"{flag} is missing; {purpose}.");

    public static Diagnostic PercentagesTooLarge(int testingPercent, int validationPercent) =>
        new(Severity.Error, "RT4005", null,
            $"--testing_percentage {testingPercent} and --validation_percentage {validationPercent} leave nothing to train on; "
            + "keep their sum below 100.");

    public static Diagnostic UnknownArchitecture(string architecture, IEnumerable<string> known) =>
        new(Severity.Error, "RT4006", null,
            $"unknown --architecture '{architecture}'; use {string.Join(", ", known)}, "
            + "the path of a .pb or .onnx file, or the folder of a published encoder.");

    public static Diagnostic OutputNotWritable(string path, string reason) =>
        new(Severity.Error, EnvironmentDiagnostics.OutputNotWritableCode, path,
            $"cannot be written: {reason}; choose another path or change its permissions.");

    public static Diagnostic OutputsCollide(string path) =>
        new(Severity.Error, "RT4008", path, "is used for two outputs; give each its own path.");

    /// <param name="what">The words for it, with an article.</param>
    public static Diagnostic ReplacesInput(string path, string what) =>
        new(Severity.Error, "RT4055", path, $"is {what} of this run and would be overwritten; choose another path for the output.");

    /// <param name="flag">The flag, or the name of a value without a flag, which no one writes.</param>
    public static Diagnostic FileNotFound(string flag, string path)
    {
        string to = flag.StartsWith("--", StringComparison.Ordinal) ? $" to {flag}" : "";
        return new(Severity.Error, "RT4009", path, path.AsSpan().ContainsAny('*', '?')
            ? $"matches no file; pass an existing path or another pattern{to}."
            : $"does not exist; pass an existing path{to}.");
    }

    public static Diagnostic InvalidCommandLine(string reason) =>
        new(Severity.Error, "RT4010", null, $"{reason.TrimEnd('.')}; --help shows how to use the command.");

    public static Diagnostic TensorNameTaken(string name) =>
        new(Severity.Error, "RT4011", null,
            $"--final_tensor_name '{name}' is already the name of another node in the trained graph; choose another name.");

    public static Diagnostic NotOurManifest(string path, string flag) =>
        new(Severity.Error, "RT4013", path,
            $"is not a manifest of dotnet-retrain and would be overwritten; choose another file with {flag}.");

    /// <param name="path">A file or folder in the temporary folder, where a run writes without being told to.</param>
    public static Diagnostic DefaultOfAnotherUser(string path, string flag) =>
        new(Severity.Error, "RT4014", path, $"belongs to another user and is not replaced; name a path of your own with {flag}.");

    public static Diagnostic ModelDirOfAnotherUser(string modelDir) =>
        new(Severity.Error, "RT4044", modelDir,
            "belongs to another user, so the networks in it are not trusted; name a folder of your own with --model_dir.");

    public static Diagnostic SummariesSkipped(string folder) =>
        new(Severity.Warning, "RT4015", folder,
            "belongs to another user, so no summaries for TensorBoard are written; name a folder of your own with --summaries_dir.");

    public static Diagnostic FractionForPercent(string flag, float value) =>
        new(Severity.Error, "RT4016", null,
            FormattableString.Invariant($"{flag} {value} is less than one percent; ")
            + FormattableString.Invariant($"write {value * 100:G3} if that is the percentage you mean, or 0 for no minimum."));

    public static Diagnostic OutputNotPrintable(string reason) =>
        new(Severity.Error, OutputNotPrintableCode, null,
            $"standard output cannot be written: {reason}; redirect it to a file on a disk with room, or to /dev/null.");

    public static Diagnostic EngineOutsideRange(string engineVersion, string range, string remedy) =>
        new(Severity.Error, "RT4030", null,
            $"this engine is version {engineVersion}, which is outside the requested range '{range}'; {remedy}.");

    public static Diagnostic NoProject(string folder) =>
        new(Severity.Error, "RT4020", folder,
            "contains no project (.csproj, .fsproj or .vbproj); name one: dotnet retrain init path/to/App.csproj.");

    public static Diagnostic SeveralProjects(string folder, IEnumerable<string> names) =>
        new(Severity.Error, "RT4021", folder,
            $"contains several projects; choose one of {string.Join(", ", names)}: dotnet retrain init App.csproj.");

    public static Diagnostic NotAProject(string path) =>
        new(Severity.Error, "RT4022", path, "is not a project; name a .csproj, .fsproj or .vbproj file, or a folder that contains one.");

    public static Diagnostic FrameworkWithoutRuntime(string path, string framework) =>
        new(Severity.Error, "RT4137", path,
            $"targets '{framework}', and Retrain.Runtime needs .NET 8 or later; target net8.0 or later, or set up a project that does.");

    public static Diagnostic ProjectNotReadable(string path, string reason) =>
        new(Severity.Error, "RT4023", path, $"cannot be read: {reason}; check its permissions, and save it as UTF-8.");

    public static Diagnostic InvalidProject(string path, int line, int column, string reason) =>
        new(Severity.Error, "RT4024", $"{path}({line},{column})",
            $"is not a project that MSBuild can read: {reason}; fix that line first.");

    public static Diagnostic OnlyForFiles(string flag, string architecture) =>
        new(Severity.Error, "RT4040", null,
            $"{flag} applies only to an --architecture that is a file, not to '{architecture}', whose properties are known; omit it.");

    public static Diagnostic InputSizeUnknown(string graph, string tensor) =>
        new(Severity.Error, "RT4041", graph,
            $"does not say which image size '{tensor}' expects; pass it with --input_size, for instance 224.");

    public static Diagnostic OtherFormat(string flag, string output, string backbone, string extension) =>
        new(Severity.Error, "RT4042", null,
            $"{flag} '{output}' does not have the extension of a model trained on {backbone}; use a name that ends with {extension}.");

    public static Diagnostic ReplacesBackbone(string flag, string path) =>
        new(Severity.Error, "RT4043", path, $"is the backbone itself and would be overwritten; choose another file with {flag}.");

    public static Diagnostic NotToExport(string path) =>
        new(Severity.Error, "RT4045", path,
            "is an ONNX model, which has no decoding to strip; use it as it is, or export a TensorFlow graph (.pb).");

    public static Diagnostic NoNovelty(string? graph) =>
        new(Severity.Error, "RT4056", graph,
            "does not compute a novelty for --novelty to keep; train it again, or leave the flag out.");
}
