using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Options;

/// <summary>Reads flags, as they are written on a command line or as metadata of a project, into options.</summary>
internal static class OptionsReader
{
    /// <summary>The default of every option.</summary>
    public static RetrainOptions Defaults { get; } = new() { Data = new() { ImageDir = "" } };

    /// <summary>The options of a command line without flags, which writes summaries as retrain.py does. A build writes none.</summary>
    public static RetrainOptions CommandLineDefaults { get; } =
        Defaults with { Output = Defaults.Output with { SummariesDir = InTemp("retrain_logs") } };

    /// <param name="defaults">The values of flags that are not given.</param>
    /// <param name="given">
    /// Names, without dashes or as metadata, and texts. The last text of a name counts; a switch is "true" or "false".
    /// </param>
    /// <param name="report">Receives every invalid value except the last, which is thrown instead.</param>
    /// <exception cref="RetrainException">
    /// RT4001 or RT4003: a flag or its value is not known. RT4004 or RT4005: the values do not go together.
    /// </exception>
    public static RetrainOptions Read(RetrainOptions defaults, IEnumerable<(string Name, string Text)> given, Action<Diagnostic> report)
    {
        RetrainOptions options = defaults;
        List<Diagnostic> problems = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, string text) in given)
        {
            TrainingFlag flag = Find(name);
            names.Add(flag.Name);
            if (flag.Read(options, text) is RetrainOptions changed)
            {
                options = changed;
            }
            else
            {
                problems.Add(OptionDiagnostics.InvalidValue(flag.Argument, text, flag.Valid));
            }
        }

        if (problems.Count > 0)
        {
            problems[..^1].ForEach(report);
            throw new RetrainException(problems[^1]);
        }

        Require(options);
        bool hasGraph = names.Contains("output_graph");
        CandidateNames.Require(options.Backbone, hasGraph ? options.Output.Graph : null);
        return hasGraph || options.Backbone.Chooses ? options : options.With(options.Backbone.Architecture);
    }

    private static TrainingFlag Find(string name) =>
        TrainingFlags.All.FirstOrDefault(flag => flag.Name == name || flag.Metadata == name)
        ?? throw new RetrainException(OptionDiagnostics.UnknownFlag(
            $"--{name}", NearestNames.Of($"--{name}", TrainingFlags.All.Select(flag => flag.Argument), 1)));

    private static void Require(RetrainOptions options)
    {
        (int testing, int validation) = (options.Split.Percentages.TestingPercent, options.Split.Percentages.ValidationPercent);
        if (testing + validation >= 100)
        {
            throw new RetrainException(OptionDiagnostics.PercentagesTooLarge(testing, validation));
        }

        TestOptions.RequirePercent(options.Test.MinimumAccuracyPercent);
        if (options.Test is { BaselineGraph: null, FailIfWorse: true } or { BaselineGraph: null, BaselineLabels: not null })
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag("--baseline_graph", "name the trained graph to compare with"));
        }

        if (options.Data.ImageDir.Length == 0)
        {
            throw new RetrainException(OptionDiagnostics.MissingFlag(
                "--image_dir", "name the folder whose sub-folders are the categories"));
        }
    }

    // The folder is /tmp in the tutorial.
    private static string InTemp(string name) => Path.Combine(Path.GetTempPath(), name);
}
