namespace Retrain.Training.Occlusion;

/// <summary>The parts of a photo that a prediction rests on.</summary>
/// <param name="Falls">
/// The mean fall of the predicted label's probability, in [-1, 1], over the squares that cover each cell, row by row.
/// // [<see cref="OcclusionGrid.Cells"/>, <see cref="OcclusionGrid.Cells"/>]
/// </param>
/// <param name="LargestFall">The largest fall by a single square.</param>
/// <param name="Part">The part of the photo that the cells cover.</param>
internal sealed record OcclusionMap(IReadOnlyList<double> Falls, double LargestFall, SeenPart Part);
