using Retrain.Training.Images;

namespace Retrain.Training.Similarity;

/// <summary>A photo that is like another.</summary>
/// <param name="Image">The photo.</param>
/// <param name="Similarity">The cosine of both bottlenecks, in [-1, 1].</param>
internal sealed record SimilarPhoto(LabeledImage Image, double Similarity);
