using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Flags;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>The flag that names a trained graph, and the graph that is taken without it.</summary>
internal static class TrainedGraphSearch
{
    private static readonly string TensorFlow = OptionsReader.Defaults.Output.Graph;
    private static readonly string Onnx = Path.ChangeExtension(TensorFlow, ".onnx");

    /// <summary>The words of a help text for the graph that is taken where none is named.</summary>
    public static string Default { get; } = $"[default: {TensorFlow} or {Path.GetFileName(Onnx)} beside it, the newer of them]";

    public static Option<string?> NewFlag(string description) =>
        Flag.OptionalText("--graph", $"{description} {Default}.", "FILE");

    /// <summary>The graph that the flag names. Without the flag it is the last that was trained, and its path is shown.</summary>
    /// <exception cref="RetrainException">RT4009: the file does not exist. RT4048: nothing was trained yet.</exception>
    public static string Find(ParseResult line, Option<string?> flag) => Find(line.GetValue(flag), flag.Name);

    /// <summary>The graph that a flag names, else the last that was trained, for a command that shows more of it than its path.</summary>
    /// <exception cref="RetrainException">RT4009: the file does not exist. RT4048: nothing was trained yet.</exception>
    public static string FindQuietly(ParseResult line, Option<string?> flag) =>
        line.GetValue(flag) is string named ? Flag.ExistingFile(flag.Name, named) : LastTrained(flag.Name);

    /// <summary>The graph that a flag or an argument names, else the last that was trained, whose path is shown.</summary>
    /// <param name="named">The value; <see langword="null"/> where there is none.</param>
    /// <param name="name">The name of the flag or argument.</param>
    /// <exception cref="RetrainException">RT4009: the file does not exist. RT4048: nothing was trained yet.</exception>
    public static string Find(string? named, string name)
    {
        if (named is not null)
        {
            return Flag.ExistingFile(name, named);
        }

        string newer = LastTrained(name);
        Console.Error.WriteLine(VisibleText.Of($"Graph: {newer}"));
        return newer;
    }

    private static string LastTrained(string name) => Newer(TensorFlow, Onnx) is string newer && Path.Exists(newer)
        ? newer
        : throw new RetrainException(OptionDiagnostics.NothingTrained(TensorFlow, name));

    /// <summary>The newer of two files; the first where neither exists, or both are as old.</summary>
    internal static string Newer(string first, string second) =>
        File.Exists(second) && File.GetLastWriteTimeUtc(second) > File.GetLastWriteTimeUtc(first) ? second : first;
}
