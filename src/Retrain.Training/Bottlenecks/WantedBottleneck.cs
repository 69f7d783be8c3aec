using Retrain.Training.Distortions;

namespace Retrain.Training.Bottlenecks;

/// <summary>A bottleneck that a run needs, and the row of the matrix that it goes to.</summary>
/// <param name="Row">The row of the matrix.</param>
/// <param name="Distortion">The change to the image before; <see langword="null"/> for the image as it is.</param>
internal readonly record struct WantedBottleneck(int Row, Distortion? Distortion);
