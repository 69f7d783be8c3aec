using Retrain.Training.Events;

namespace Retrain.Training.DataChecks;

/// <summary>Problems were found that need no search; a check finds more.</summary>
/// <param name="Findings">The problems.</param>
/// <param name="IsReported">Whether a report of the run lists them, with all that a check finds.</param>
internal sealed record DataProblemsFound(IReadOnlyList<Finding> Findings, bool IsReported) : TrainingEvent;
