using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>A head of cross-validation that is to be trained.</summary>
/// <param name="Number">Numbers the heads from 0.</param>
/// <param name="Training">The images to train on, with a matrix that this head alone reads.</param>
/// <param name="Random">Draws of this head alone.</param>
internal sealed record Fold(int Number, LabeledBottlenecks Training, SeededRandom Random);
