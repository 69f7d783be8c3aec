using System.CommandLine;
using System.Diagnostics;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

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
        BuildFlags buildFlags = new();
        foreach (Option flag in flags.All.Concat(buildFlags.All))
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) =>
        {
            buildFlags.CheckEngineVersion(result);
            RetrainOptions options = flags.Read(result, buildFlags.Project(result)) with { InputsFile = buildFlags.Inputs(result) };
            return Task.FromResult((int)Train(options, flags.Warnings(result), buildFlags.Summary(result), cancellationToken));
        });
        return command;
    }

    private static ExitCode Train(RetrainOptions options, IEnumerable<Diagnostic> warnings, string? summary, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using RunDisplay display = RunDisplay.ForConsole();
        foreach (Diagnostic warning in warnings)
        {
            display.Show(new ProblemFound(warning));
        }

        RetrainResult result = new Retrainer(options, display.Show).Run(cancellationToken);
        if (BelowMinimum(options, result) is Diagnostic problem)
        {
            Console.Error.WriteLine(problem);
            return ExitCode.AccuracyBelowMinimum;
        }

        if (summary is not null)
        {
            Console.WriteLine(RunLines.Summary(summary, result, clock.Elapsed));
            return ExitCode.Done;
        }

        Console.WriteLine($"Wrote {options.OutputGraph}, {options.OutputLabels} and {options.OutputManifest}");
        return ExitCode.Done;
    }

    private static Diagnostic? BelowMinimum(RetrainOptions options, RetrainResult result) => options.MinimumTestAccuracyPercent switch
    {
        null => null,
        double minimum when result.TestAccuracy.Total == 0 => DataDiagnostics.NoTestImages(options.ImageDir, minimum),
        double minimum when !result.OutputWritten => DataDiagnostics.AccuracyBelowMinimum(options.ImageDir, result.TestAccuracy.Percent, minimum),
        _ => null,
    };
}
