using Retrain.Training.Events;

namespace Retrain.Training.Bottlenecks;

/// <summary>Some bottlenecks are there.</summary>
/// <param name="Done">So far, the cached ones included.</param>
/// <param name="Total">Wanted.</param>
/// <param name="Computed">So far by the network.</param>
internal sealed record BottlenecksProgressed(int Done, int Total, int Computed) : TrainingEvent;
