namespace Retrain.Training.Events;

/// <summary>All bottlenecks are there.</summary>
internal sealed record BottlenecksFinished(int Cached, int Computed, int Unreadable, TimeSpan Elapsed) : TrainingEvent;
