using Retrain.Training.Events;

namespace Retrain.Training.DataChecks;

/// <summary>What is wrong with the images, as far as it can be told at once; a check looks for more.</summary>
internal sealed record DataProblemsFound(IReadOnlyList<Finding> Findings) : TrainingEvent;
