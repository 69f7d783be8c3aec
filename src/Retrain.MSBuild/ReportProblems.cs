using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Models;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>
/// Reports what the last training found, in every build until the images change. It does so in the user's own project, as only there the
/// project's NoWarn and TreatWarningsAsErrors apply.
/// </summary>
public sealed class ReportProblems : Task
{
    /// <summary>The items of <see cref="WriteTrainingInputs.Trainings"/>.</summary>
    [Required]
    public ITaskItem[] Trainings { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Whether this build trains; otherwise the last training's errors do not matter if there is a model.</summary>
    public bool TrainedOnBuild { get; set; } = true;

    /// <summary>The project's property, which MSBuild itself does not apply to these warnings.</summary>
    public bool TreatWarningsAsErrors { get; set; }

    /// <summary>The codes in NoWarn and WarningsNotAsErrors, which <see cref="TreatWarningsAsErrors"/> leaves alone.</summary>
    public string[] WarningsNotAsErrors { get; set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        List<Diagnostic> unreadable = [];
        foreach (ITaskItem training in Trainings)
        {
            unreadable.Collect(() => Report(training));
        }

        unreadable.ForEach(problem => Log.LogDiagnostic(problem, Project));
        return !Log.HasLoggedErrors;
    }

    private void Report(ITaskItem training)
    {
        Diagnostic[] problems =
        [
            .. FoundProblems.In(training.GetMetadata("Problems"))
                .Where(problem => TrainedOnBuild
                    || (problem.Severity is Severity.Warning && !FoundProblems.IsOfEnvironment(problem)))
                .Select(AsTheProjectWants),
        ];
        foreach (Diagnostic problem in problems)
        {
            Log.LogDiagnostic(problem, Project);
        }

        if (problems.Any(problem => problem.Severity is Severity.Error))
        {
            return;
        }

        Diagnostic? unusable = Missing(training) is string missing
            ? BuildDiagnostics.NotTrained(Project, training.GetMetadata("Model"), missing)
            : WrittenTogether.ProblemOf(training);
        if (unusable is not null)
        {
            Log.LogDiagnostic(unusable, Project);
        }
    }

    private Diagnostic AsTheProjectWants(Diagnostic problem) =>
        TreatWarningsAsErrors && !WarningsNotAsErrors.Contains(problem.Code, StringComparer.OrdinalIgnoreCase)
            && !EnvironmentDiagnostics.IsOfSharedCache(problem)
            ? problem with { Severity = Severity.Error }
            : problem;

    private static string? Missing(ITaskItem training) =>
        new[] { "Graph", "Labels", "Manifest" }.Select(training.GetMetadata).FirstOrDefault(path => !File.Exists(path));
}
