using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>The root command trains, as retrain.py did.</summary>
internal static class TrainCommand
{
    public static RootCommand Create()
    {
        TrainFlags flags = new();
        RootCommand command = new(
            """
            Trains an image classifier from folders of photos: a network that already knows ImageNet stays as it is, and a new last
            layer learns your categories in seconds. The .NET remake of TensorFlow's retrain.py.
            """);
        Option<string?> inputs = BuildTraining.InputsFlag();
        foreach (Option flag in flags.All.Append(inputs))
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) => Task.FromResult((int)(
            result.GetValue(inputs) is string file
                ? new BuildTraining(Flag.ExistingFile(inputs.Name, file)).Run(cancellationToken)
                : Train(flags, result, cancellationToken))));
        return command;
    }

    private static ExitCode Train(TrainFlags flags, ParseResult result, CancellationToken cancellationToken)
    {
        using RunDisplay display = RunDisplay.ForConsole(flags.Verbosity(result), flags.Json(result));
        try
        {
            return Train(flags.Read(result, project: null), display, cancellationToken);
        }
        catch (RetrainException exception)
        {
            display.Show(new ProblemFound(exception.Diagnostic));
            return CommandLine.ExitCodeOf(exception.Diagnostic);
        }
    }

    public static ExitCode Train(RetrainOptions options, RunDisplay display, CancellationToken cancellationToken)
    {
        RetrainResult result = new Retrainer(options, display.Show).Run(cancellationToken);
        if (BelowMinimum(options, result) is Diagnostic problem)
        {
            display.Show(new ProblemFound(problem));
            return ExitCode.AccuracyBelowMinimum;
        }

        display.Finish(result);
        return ExitCode.Done;
    }

    private static Diagnostic? BelowMinimum(RetrainOptions options, RetrainResult result) => options.Test.MinimumAccuracyPercent switch
    {
        null => null,
        double minimum when result.TestAccuracy.Total == 0 => DataDiagnostics.NoTestImages(options.Data.ImageDir, minimum),
        double minimum when !result.OutputWritten =>
            DataDiagnostics.AccuracyBelowMinimum(
                options.Data.ImageDir, result.TestAccuracy.Percent, minimum,
                options.Output.Report is null ? "nothing was written" : "nothing but the report was written"),
        _ => null,
    };
}
