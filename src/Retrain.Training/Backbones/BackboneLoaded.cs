using Retrain.Training.Digests;
using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>The network that makes the bottlenecks is there.</summary>
/// <param name="BottleneckLength">Values of one bottleneck.</param>
internal sealed record BackboneLoaded(string Name, Digest Digest, int BottleneckLength) : TrainingEvent;
