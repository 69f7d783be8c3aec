using Microsoft.Build.Framework;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Training;
using Retrain.Runtime.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace Retrain.MSBuild;

/// <summary>
/// Repeats the warnings of the last training: they stand until the images change, and only here, in the user's own project, do its NoWarn and
/// TreatWarningsAsErrors apply to them.
/// </summary>
public sealed class ReportProblems : Task
{
    /// <summary>As <see cref="WriteTrainingInputs.Trainings"/>.</summary>
    [Required]
    public ITaskItem[] Trainings { get; set; } = [];

    /// <summary>The project's full path.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>Whether models were to be trained; otherwise those that are missing are errors.</summary>
    public bool TrainedOnBuild { get; set; } = true;

    /// <inheritdoc />
    public override bool Execute()
    {
        foreach (ITaskItem training in Trainings)
        {
            if (!TrainedOnBuild && Missing(training) is string missing)
            {
                Log.LogDiagnostic(BuildDiagnostics.NotTrained(Project, training.GetMetadata("Model"), missing), Project);
            }

            string problems = training.GetMetadata("Problems");
            if (File.Exists(problems))
            {
                foreach (Diagnostic problem in File.ReadLines(problems).Select(CanonicalLine.Parse).OfType<Diagnostic>())
                {
                    Log.LogDiagnostic(problem, Project);
                }
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static string? Missing(ITaskItem training) =>
        new[] { "Graph", "Labels", "Manifest" }.Select(training.GetMetadata).FirstOrDefault(path => !File.Exists(path));
}
