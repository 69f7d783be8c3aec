using Retrain.Training.Categories;
using Retrain.Training.Digests;

namespace Retrain.Training.Splits;

/// <summary>An image that could be read.</summary>
/// <param name="Category">Where it belongs.</param>
/// <param name="Image">The file.</param>
/// <param name="Digest">SHA-256 of the file's bytes.</param>
/// <param name="Row">Of its bottleneck in the matrix.</param>
internal sealed record DigestedImage(Category Category, ImageFile Image, Digest Digest, int Row);
