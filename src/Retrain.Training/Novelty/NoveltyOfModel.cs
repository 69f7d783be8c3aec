using Retrain.Training.Evaluation;

namespace Retrain.Training.Novelty;

/// <summary>The facts that are known of the novelty that a model computes.</summary>
/// <param name="Tensor">The output of the graph.</param>
/// <param name="DirectionCount">The number of directions that the graph keeps.</param>
/// <param name="ImageCount">The number of validation images that the threshold was found from.</param>
/// <param name="Threshold">The novelty up to which an image is familiar; <see langword="null"/> where they were too few.</param>
internal sealed record NoveltyOfModel(string Tensor, int DirectionCount, int ImageCount, float? Threshold)
{
    public bool IsUnfamiliar(TestedImage image) => image.Novelty > Threshold;
}
