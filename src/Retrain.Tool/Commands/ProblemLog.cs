using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Shows the problems of a command, and turns them into its exit code.</summary>
internal sealed class ProblemLog
{
    /// <summary>The exit code of the last error; warnings do not change it.</summary>
    public ExitCode ExitCode { get; private set; }

    /// <summary>Shows a problem. By default, it is a line in the canonical form on standard error.</summary>
    public Action<Diagnostic> Show { get; set; } = problem => Console.Error.WriteLine(problem);

    /// <summary>Runs a command, and reports the problem that ends it.</summary>
    public void Run(Action command, CancellationToken cancellationToken)
    {
        try
        {
            command();
        }
        catch (RetrainException exception)
        {
            Report(exception.Diagnostic);
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
            Report(ToolDiagnostics.InternalError(exception));
            if (Environment.GetEnvironmentVariable("RETRAIN_DIAGNOSTICS") is { Length: > 0 })
            {
                Console.Error.WriteLine(exception);
            }
        }
    }

    public void Report(Diagnostic problem)
    {
        Show(problem);
        if (problem.Severity is Severity.Error)
        {
            ExitCode = Of(problem);
        }
    }

    private static ExitCode Of(Diagnostic error) =>
        OptionDiagnostics.IsWrongUsage(error) || DataDiagnostics.IsAboutAMissingFolder(error) ? ExitCode.Usage
        : DataDiagnostics.IsAboutAccuracy(error) ? ExitCode.AccuracyBelowMinimum
        : ExitCode.Failed;
}
