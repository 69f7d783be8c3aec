using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Events;
using Retrain.Training.Heads;

namespace Retrain.Training.Reports;

/// <summary>What a run said on its way that a report shows.</summary>
internal sealed class RunHistory
{
    private readonly List<StepEvaluated> steps = [];
    private readonly List<Diagnostic> problems = [];

    /// <summary>In the order of the steps.</summary>
    public IReadOnlyList<StepEvaluated> Steps => steps;

    /// <summary>Of the data. What is wrong with this machine's cache says nothing about the model.</summary>
    public IReadOnlyList<Diagnostic> DataProblems => problems;

    public void Add(TrainingEvent trainingEvent)
    {
        switch (trainingEvent)
        {
            case StepEvaluated step:
                // Each would hold what it predicted for every validation image.
                steps.Add(step with { Validation = step.Validation with { Predictions = [] } });
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
