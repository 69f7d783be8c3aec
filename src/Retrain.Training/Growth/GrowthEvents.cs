using Retrain.Training.Events;

namespace Retrain.Training.Growth;

/// <summary>The accuracy by number of training images was measured for the report.</summary>
/// <param name="Heads">The number of heads that were trained for it.</param>
/// <param name="Elapsed">The time that it took.</param>
internal sealed record GrowthMeasured(AccuracyGrowth Growth, int Heads, TimeSpan Elapsed) : TrainingEvent;
