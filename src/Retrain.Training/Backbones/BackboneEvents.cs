using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The network that computes the bottlenecks was loaded.</summary>
/// <param name="BottleneckLength">The number of values in a bottleneck.</param>
internal sealed record BackboneLoaded(string Name, Digest Digest, int BottleneckLength) : TrainingEvent;

/// <summary>A backbone was read from a file, and everything that no flag gives was inferred from it.</summary>
/// <param name="IsNormalizationAssumed">Whether the usual mean or std is assumed because neither a flag nor the file gives it.</param>
/// <param name="IsOfUnitInterval">Whether mean and deviation were given for values in [0, 1] and not for grey levels.</param>
internal sealed record BackboneRead(
    Backbone Backbone, bool IsNormalizationAssumed, bool IsOfUnitInterval = false) : TrainingEvent;
