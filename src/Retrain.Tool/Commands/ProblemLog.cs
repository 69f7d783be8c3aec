using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tool.Display;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;

namespace Retrain.Tool.Commands;

/// <summary>Shows the problems of a command, and turns them into its exit code.</summary>
internal sealed class ProblemLog
{
    // EMFILE and ENFILE, which .NET passes on as they are.
    private const int TooManyOpenFiles = 24;
    private const int TooManyOpenFilesInSystem = 23;

    /// <summary>The exit code of the last error; warnings do not change it.</summary>
    public ExitCode ExitCode { get; private set; }

    /// <summary>Shows a problem. By default, it is a line in the canonical form on standard error.</summary>
    public Action<Diagnostic> Show { get; set; } = ProblemLine.Write;

    /// <summary>Whether a scheduler runs the command, and asks to be told when another try may succeed.</summary>
    public bool TellsWhatMayPass { get; set; }

    /// <summary>Runs a command, and reports the problem that ends it.</summary>
    public void Run(Action command, CancellationToken cancellationToken)
    {
        try
        {
            command();
        }
        catch (RetrainException exception)
        {
            End(exception.Diagnostic);
        }
        catch (IOException exception) when (exception.HResult is TooManyOpenFiles or TooManyOpenFilesInSystem)
        {
            End(ToolDiagnostics.TooManyOpenFiles(exception.Message));
        }
        catch (Exception exception) when (MissingLibrary.IsCauseOf(exception))
        {
            // Those of the other native libraries come as a RetrainException.
            End(MissingLibrary.Problem(exception, "SQLite", "SQLitePCLRaw.lib.e_sqlite3").Diagnostic);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("Cancelled.");
            ExitCode = ExitCode.Cancelled;
        }
        // An unexpected exception is a bug, and its user gets a code and a place to report it.
#pragma warning disable CA1031 // Do not catch general exception types
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(ToolDiagnostics.InternalError(exception));
            if (Environment.GetEnvironmentVariable("RETRAIN_DIAGNOSTICS") is { Length: > 0 })
            {
                foreach (string line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
                {
                    Console.Error.WriteLine(VisibleText.Of(line));
                }
            }
        }
    }

    public void Report(Diagnostic found)
    {
        Diagnostic problem = CarriedLibraries.Explain(found);
        Show(problem);
        if (problem.Severity is Severity.Error)
        {
            ExitCode = Of(problem);
        }
    }

    /// <summary>Reports the problem that an event tells of, if it tells of one.</summary>
    public void ReportFound(TrainingEvent trainingEvent)
    {
        if (trainingEvent is ProblemFound found)
        {
            Report(found.Diagnostic);
        }
    }

    // Standard output may be full, and then it cannot take the problem that ends the command either.
    private void End(Diagnostic problem)
    {
        try
        {
            Report(problem);
        }
        catch (RetrainException exception)
        {
            // In JSON, a problem is shown on standard error first.
            if (exception.Diagnostic != problem)
            {
                ProblemLine.Write(exception.Diagnostic);
            }

            ExitCode = Of(exception.Diagnostic);
        }
    }

    private ExitCode Of(Diagnostic error) =>
        TellsWhatMayPass && EnvironmentDiagnostics.MayPass(error) ? ExitCode.TryAgain
        : OptionDiagnostics.IsWrongUsage(error) || DataDiagnostics.IsAboutAMissingFolder(error) ? ExitCode.Usage
        : DataDiagnostics.IsAboutAccuracy(error) ? ExitCode.AccuracyBelowMinimum
        : ExitCode.Failed;
}
