using Retrain.Training.Events;

namespace Retrain.Training.Occlusion;

/// <summary>The network was run for some more of the covered photos.</summary>
internal sealed record OcclusionProgressed(int Done, int Total) : TrainingEvent;

/// <summary>The occlusion maps of a report were computed.</summary>
internal sealed record OcclusionMapped(int PhotoCount, TimeSpan Elapsed) : TrainingEvent;
