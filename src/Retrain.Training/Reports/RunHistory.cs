using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Growth;
using Retrain.Training.Heads;

namespace Retrain.Training.Reports;

/// <summary>The events of a run that a report shows.</summary>
internal sealed class RunHistory
{
    private readonly List<StepEvaluated> steps = [];
    private readonly List<Diagnostic> problems = [];
    private readonly FoundWhileReading whileReading = new();

    /// <summary>The evaluations, in the order of the steps.</summary>
    public IReadOnlyList<StepEvaluated> Steps => steps;

    /// <summary>
    /// The problems of the data, each once, whether it was met or looked for. A problem of this machine's cache, for instance, does
    /// not affect the model.
    /// </summary>
    public IEnumerable<Diagnostic> DataProblems => problems.Distinct();

    /// <summary>Those of the problems that a check counts too.</summary>
    public IReadOnlyList<Finding> FoundWhileReading => whileReading.Findings;

    /// <summary>The accuracy by number of training images; <see langword="null"/> where it was not measured.</summary>
    public AccuracyGrowth? Growth { get; private set; }

    public void Add(TrainingEvent trainingEvent)
    {
        whileReading.Add(trainingEvent);
        switch (trainingEvent)
        {
            case StepEvaluated step:
                steps.Add(step);
                break;
            case GrowthMeasured measured:
                Growth = measured.Growth;
                break;
            case ProblemFound { Diagnostic: Diagnostic problem } when DataDiagnostics.IsAboutData(problem):
                problems.Add(problem);
                break;
            case DataProblemsFound found:
                problems.AddRange(found.Findings.Select(finding => finding.Diagnostic));
                break;
        }
    }
}
