using Retrain.Training.Events;

namespace Retrain.Training.Backbones;

/// <summary>A backbone was read from a file, and what flags did not say was told from it.</summary>
/// <param name="IsNormalizationAssumed">Whether mean or std is the usual one, as neither flags nor the file say it.</param>
internal sealed record BackboneRead(Backbone Backbone, bool IsNormalizationAssumed) : TrainingEvent;
