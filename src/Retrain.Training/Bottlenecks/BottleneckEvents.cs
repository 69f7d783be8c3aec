using Retrain.Training.Events;

namespace Retrain.Training.Bottlenecks;

/// <summary>Some bottlenecks were loaded.</summary>
/// <param name="Done">The number loaded so far, with the cached ones.</param>
/// <param name="Total">The number wanted.</param>
/// <param name="Computed">The number that the network has computed so far.</param>
internal sealed record BottlenecksProgressed(int Done, int Total, int Computed) : TrainingEvent;

/// <summary>All bottlenecks were loaded.</summary>
internal sealed record BottlenecksFinished(int Cached, int Computed, int Unreadable, TimeSpan Elapsed) : TrainingEvent;
