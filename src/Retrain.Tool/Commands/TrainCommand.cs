using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Tool.Flags;
using Retrain.Training;
using Retrain.Training.Diagnostics;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Trains, as retrain.py does. It is the root command, which has no name.</summary>
internal sealed class TrainCommand() : ToolCommand(
    "",
    """
    Trains an image classifier from folders of photos: a network that was trained on ImageNet stays as it is, and a new last
    layer learns your categories in seconds. This is the .NET remake of TensorFlow's retrain.py.
    """)
{
    // Who gives it wants to see that many steps.
    private const string EvalStepInterval = "eval_step_interval";

    private readonly TrainFlags flags = new(TrainingFlags.All);
    private readonly Option<string> verbosity = Flag.WithDefault(
        "--verbosity", FlagTypes.Choice("LEVEL", "quiet", "normal", "detailed"), "normal",
        "Amount of output: quiet (problems and the final accuracy), normal or detailed.");
    private readonly Option<bool> json = Flag.Switch("--json", "Print every event as a JSON object on one line.");

    public override Argument Argument => flags.Folder;

    public override IEnumerable<Option> Flags => [.. flags.All, verbosity, json];

    public override IReadOnlyList<string> Examples =>
    [
        "dotnet retrain ~/flower_photos",
        "dotnet retrain --image_dir photos --output_graph model/flowers.pb --output_labels model/flowers.txt",
        "dotnet retrain --image_dir photos --flip_left_right --random_brightness 20 --seed 7",
        "dotnet retrain --image_dir photos --architecture mobilenet_0.50_224 --model_dir ~/backbones",
        "dotnet retrain --image_dir photos --architecture efficientnet_lite0,efficientnet_lite0_int8,dinov2-small/ --choose",
        "dotnet retrain label_image --image holiday.jpg",
        "dotnet retrain check --image_dir photos",
        "dotnet retrain init",
    ];

    /// <summary>Shows a run as text, or as JSON.</summary>
    public static RunDisplay Display(bool json, Verbosity verbosity, Action<Diagnostic> report) =>
        json ? new TrainJson(verbosity, report) : new TrainText(verbosity, report);

    /// <summary>Trains.</summary>
    /// <exception cref="RetrainException">The images or options cannot be used, or the accuracy is too low.</exception>
    public static RetrainResult Train(RetrainOptions options, RunDisplay display, CancellationToken cancellationToken)
    {
        options = WithBaselineLabels(options);
        RetrainResult result = new Retrainer(options, display.Show) { ShowsSteps = display.ShowsSteps }.Run(cancellationToken);
        RequireAccuracy(options, result);
        display.Finish(result);
        return result;
    }

    /// <summary>Finds the labels of the model to compare with.</summary>
    /// <exception cref="RetrainException">RT4009: a file does not exist. RT4004: there are no labels beside the graph.</exception>
    public static RetrainOptions WithBaselineLabels(RetrainOptions options) => options.Test.BaselineGraph is not string graph ? options
        : options with
        {
            Test = options.Test with
            {
                BaselineLabels = options.Test.BaselineLabels is string labels
                    ? Flag.ExistingFile("--baseline_labels", labels)
                    : LabelsSearch.Beside(Flag.ExistingFile("--baseline_graph", graph), "--baseline_labels"),
            },
        };

    public override void Run(ParseResult line, ProblemLog problems, CancellationToken cancellationToken)
    {
        bool isJson = line.GetValue(json);
        problems.Show = isJson ? TrainJson.PrintProblem : problems.Show;
        RetrainOptions options = flags.Read(line, OptionsReader.CommandLineDefaults, problems.Report);
        Verbosity level = Enum.Parse<Verbosity>(line.GetRequiredValue(verbosity), ignoreCase: true);
        using RunDisplay display = isJson || level is not Verbosity.Normal
            ? Display(isJson, level, problems.Report)
            : NormalText(line, options, problems.Report);
        Train(options, display, cancellationToken);
    }

    private TrainText NormalText(ParseResult line, RetrainOptions options, Action<Diagnostic> report)
    {
        if (Terminal.Current is Terminal terminal)
        {
            return new TrainText(Verbosity.Normal, report, new LiveTraining(terminal, options));
        }

        bool showsAll = flags.IsGiven(line, EvalStepInterval);
        return new TrainText(Verbosity.Normal, report) { Steps = showsAll ? null : new ShownSteps(options.Head) };
    }

    private static void RequireAccuracy(RetrainOptions options, RetrainResult result)
    {
        string consequence = options.Output.Report is null ? "nothing was written" : "nothing but the report was written";
        if (options.Test.IsTooBad(result.Baseline))
        {
            throw new RetrainException(
                DataDiagnostics.WorseThanBaseline(options.Data.ImageDir, result.Baseline!.Graph, consequence));
        }

        if (options.Test.MinimumAccuracyPercent is not double minimum)
        {
            return;
        }

        if (result.TestAccuracy.Total == 0)
        {
            throw new RetrainException(DataDiagnostics.NoTestImages(options.Data.ImageDir, minimum));
        }

        if (!result.OutputWritten)
        {
            throw new RetrainException(DataDiagnostics.AccuracyBelowMinimum(
                options.Data.ImageDir, result.TestAccuracy.Percent, minimum, consequence));
        }
    }
}
