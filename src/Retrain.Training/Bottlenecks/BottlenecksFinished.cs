using Retrain.Training.Events;

namespace Retrain.Training.Bottlenecks;

/// <summary>All bottlenecks are there.</summary>
internal sealed record BottlenecksFinished(int Cached, int Computed, int Unreadable, TimeSpan Elapsed) : TrainingEvent;
