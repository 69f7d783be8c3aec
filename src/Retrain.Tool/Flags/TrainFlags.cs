using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Flags;

/// <summary>The flags of a training on the command line.</summary>
/// <param name="flags">The rows of the command's flags, in the order of its help.</param>
internal sealed class TrainFlags(IEnumerable<TrainingFlag> flags)
{
    private readonly (TrainingFlag Flag, Option Option)[] options = [.. flags.Select(flag => (flag, Flag.Of(flag)))];

    public IEnumerable<Option> All => options.Select(flag => flag.Option);

    /// <summary>Reads the flags that stand on the command line.</summary>
    /// <exception cref="RetrainException">RT4004 or RT4005: the flags do not go together.</exception>
    public RetrainOptions Read(ParseResult result, RetrainOptions defaults, Action<Diagnostic> report) =>
        OptionsReader.Read(
            defaults,
            options.Where(flag => result.GetResult(flag.Option) is { Implicit: false })
                .Select(flag => (flag.Flag.Name, Text(result, flag.Option))),
            report);

    private static string Text(ParseResult result, Option option) => option is Option<bool> isOn
        ? result.GetValue(isOn).ToString()
        : result.GetValue((Option<string?>)option) ?? "";
}
