// The namespace is the root's and not the folder's: an app that asks a model about itself needs no other.
namespace Retrain.Runtime;

/// <summary>Says how often a model was right on images that it was not trained on.</summary>
/// <param name="Fraction">The part of the images that got their own label as the most probable one, in [0, 1].</param>
/// <param name="Low95">The lower end of the 95% interval of the true accuracy (Wilson), in [0, 1].</param>
/// <param name="High95">The upper end of that interval, in [0, 1].</param>
/// <param name="Images">The number of images, at least 1.</param>
/// <remarks>Thread-safe: it does not change.</remarks>
public sealed record MeasuredAccuracy(double Fraction, double Low95, double High95, int Images);
