using Retrain.Training.Events;

namespace Retrain.Training.DataChecks;

/// <summary>Problems were found that need no search; a check finds more.</summary>
internal sealed record DataProblemsFound(IReadOnlyList<Finding> Findings) : TrainingEvent;
