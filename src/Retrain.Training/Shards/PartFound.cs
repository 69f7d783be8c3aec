using Retrain.Training.Events;

namespace Retrain.Training.Shards;

/// <summary>The photos of a part were found.</summary>
internal sealed record PartFound(Shard Shard, int PhotoCount) : TrainingEvent;
