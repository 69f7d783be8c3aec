namespace Retrain.Runtime.Graphs;

/// <summary>The second output of a trained graph, which says how little an image is like those it was trained on.</summary>
/// <param name="Tensor">The tensor, shape [batch, 1]; higher is stranger.</param>
/// <param name="Threshold">
/// The novelty up to which an image is familiar; <see langword="null"/> where too few images were there to find it.
/// </param>
internal sealed record NoveltyOutput(string Tensor, float? Threshold);
