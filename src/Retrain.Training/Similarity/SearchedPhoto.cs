using Retrain.Training.Images;

namespace Retrain.Training.Similarity;

/// <summary>The photos that are like one.</summary>
/// <param name="Query">The photo that others were compared with.</param>
/// <param name="Photos">The others, the most similar one first.</param>
/// <param name="Compared">The number of photos that it was compared with.</param>
/// <param name="MeanSimilarity">The mean similarity of all of these; <see langword="null"/> for none.</param>
/// <param name="IsAmongThem">Whether the query's own file lies in the folder, and was left out.</param>
internal sealed record SearchedPhoto(
    LabeledImage Query, IReadOnlyList<SimilarPhoto> Photos, int Compared, double? MeanSimilarity, bool IsAmongThem);
