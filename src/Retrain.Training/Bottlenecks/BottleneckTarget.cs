using Retrain.Training.Distortions;

namespace Retrain.Training.Bottlenecks;

/// <summary>A bottleneck and where it goes.</summary>
/// <param name="Row">Of the matrix.</param>
/// <param name="Distortion"><see langword="null"/> for the image as it is.</param>
internal readonly record struct BottleneckTarget(int Row, Distortion? Distortion);
