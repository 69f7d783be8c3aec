using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Tool.Commands;

/// <summary>Shows the problems of a command, and turns them into its exit code.</summary>
internal sealed class ProblemLog
{
    /// <summary>The exit code for the last error; warnings leave a command done.</summary>
    public ExitCode ExitCode { get; private set; }

    /// <summary>Shows a problem: on standard error, in the canonical form, unless a command needs more.</summary>
    public Action<Diagnostic> Show { get; set; } = problem => Console.Error.WriteLine(problem);

    public void Report(Diagnostic problem)
    {
        Show(problem);
        if (problem.Severity is Severity.Error)
        {
            ExitCode = Of(problem);
        }
    }

    private static ExitCode Of(Diagnostic error) => error.Code switch
    {
        // A test accuracy that is too low, not known, or worse than the baseline's.
        "RT1016" or "RT1017" or "RT1041" => ExitCode.AccuracyBelowMinimum,
        _ when OptionDiagnostics.IsWrongUsage(error) => ExitCode.Usage,
        _ => ExitCode.Failed,
    };
}
