using System.CommandLine;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Tool.Commands;

/// <summary>Looks for what is wrong with images before they are trained on.</summary>
internal static class CheckCommand
{
    public const string Name = "check";

    public static Command Create()
    {
        TrainFlags flags = new();
        Option<int> topK = Flag.Integer("--top_k", 10, "Problems of each kind to name; all are counted.", 0);
        Option<bool> strict = Flag.Switch("--strict", "Fail when anything is found.");
        Command command = new(Name, "Looks for problems in folders of photos: duplicates, wrong labels, unreadable files and more.");
        foreach (Option flag in flags.OfImages.Concat([topK, strict]))
        {
            command.Add(flag);
        }

        command.SetAction((result, cancellationToken) =>
        {
            using RunDisplay display = RunDisplay.ForConsole(Verbosity.Normal, flags.Json(result));
            try
            {
                RetrainOptions options = flags.ReadImages(result);
                int found = Check(options, result.GetValue(topK), flags.Json(result), display, cancellationToken);
                return found > 0 && result.GetValue(strict)
                    ? throw new RetrainException(DataDiagnostics.FindingsInStrictMode(options.Data.ImageDir, found))
                    : Task.FromResult((int)ExitCode.Done);
            }
            catch (RetrainException exception)
            {
                display.Show(new ProblemFound(exception.Diagnostic));
                return Task.FromResult((int)CommandLine.ExitCodeOf(exception.Diagnostic));
            }
        });
        return command;
    }

    /// <returns>How many problems were found.</returns>
    private static int Check(RetrainOptions options, int topK, bool json, RunDisplay display, CancellationToken cancellationToken)
    {
        HashSet<Diagnostic> shown = [];
        DataCheckResult result = new DataCheck(options, Show).Run(cancellationToken);

        // What was met while reading was named there and then.
        foreach (IEnumerable<Finding> kind in result.Findings.GroupBy(finding => finding.Kind, (_, findings) => findings.Take(topK)))
        {
            foreach (Finding finding in kind)
            {
                if (json)
                {
                    FindingsDisplay.PrintJson(finding);
                }

                if (!shown.Contains(finding.Diagnostic))
                {
                    Console.Error.WriteLine(finding.Diagnostic);
                }
            }
        }

        if (json)
        {
            FindingsDisplay.PrintJson(result);
        }
        else
        {
            FindingsDisplay.PrintTable(result);
        }

        return result.Findings.Count;

        void Show(TrainingEvent trainingEvent)
        {
            if (trainingEvent is ProblemFound problem)
            {
                shown.Add(problem.Diagnostic);
            }

            display.Show(trainingEvent);
        }
    }
}
