using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Flags;

/// <summary>The flags of a training on the command line.</summary>
/// <param name="flags">The rows of the command's flags, in the order of its help.</param>
internal sealed class TrainFlags(IEnumerable<TrainingFlag> flags)
{
    private const string ImageDir = "image_dir";

    private readonly (TrainingFlag Flag, Option Option)[] options = [.. flags.Select(flag => (flag, Flag.Of(flag)))];

    /// <summary>The value without a name that stands for --image_dir, in commands that have it.</summary>
    public Argument<string?> Folder { get; } = Flag.Folder();

    public IEnumerable<Option> All => options.Select(flag => flag.Option);

    /// <summary>Gets flags by their names in the table.</summary>
    public IEnumerable<Option> Named(params IReadOnlyList<string> names) =>
        options.Where(flag => names.Contains(flag.Flag.Name)).Select(flag => flag.Option);

    /// <summary>Whether a flag stands on the command line.</summary>
    /// <param name="name">Its name in the table.</param>
    public bool IsGiven(ParseResult result, string name) =>
        options.Any(flag => flag.Flag.Name == name && result.GetResult(flag.Option) is { Implicit: false });

    /// <summary>Reads the flags that stand on the command line.</summary>
    /// <exception cref="RetrainException">RT4002, RT4004 or RT4005: the flags do not go together.</exception>
    public RetrainOptions Read(ParseResult result, RetrainOptions defaults, Action<Diagnostic> report)
    {
        IEnumerable<(string Name, string Text)> given = options
            .Where(flag => result.GetResult(flag.Option) is { Implicit: false })
            .Select(flag => (flag.Flag.Name, Text(result, flag.Option)));
        return OptionsReader.Read(defaults, Alone(result) is string alone ? [.. given, (ImageDir, alone)] : given, report);
    }

    private string? Alone(ParseResult result) => result.GetResult(Folder) is null || result.GetValue(Folder) is null
        ? null
        : Flag.FolderIn(result, Folder, (Option<string?>)options.Single(flag => flag.Flag.Name == ImageDir).Option);

    private static string Text(ParseResult result, Option option) => option is Option<bool> isOn
        ? result.GetValue(isOn).ToString()
        : result.GetValue((Option<string?>)option) ?? "";
}
