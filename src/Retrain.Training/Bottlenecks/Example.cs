namespace Retrain.Training.Bottlenecks;

/// <summary>One bottleneck with its label, as drawn for a batch.</summary>
/// <param name="Row">Its row of the bottleneck matrix.</param>
/// <param name="Label">Index into the labels.</param>
internal readonly record struct Example(int Row, int Label);
