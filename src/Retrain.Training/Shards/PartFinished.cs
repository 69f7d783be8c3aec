using Retrain.Training.Events;

namespace Retrain.Training.Shards;

/// <summary>A part was extracted.</summary>
/// <param name="Path">The file with the result.</param>
internal sealed record PartFinished(ShardResult Result, string Path) : TrainingEvent;
