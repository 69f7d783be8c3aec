using Retrain.Training.Events;

namespace Retrain.Training.DataChecks;

/// <summary>Problems were found that need no search; a check finds more.</summary>
/// <param name="Counts">The number of problems of each kind, of which there are any.</param>
/// <param name="IsReported">Whether a report of the run lists them, with all that a check finds.</param>
internal sealed record DataProblemsFound(IReadOnlyDictionary<FindingKind, int> Counts, bool IsReported) : TrainingEvent
{
    /// <summary>The problems themselves, where they are reported; otherwise there may be one for each of millions of images.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
