using Retrain.Training.Evaluation;

namespace Retrain.Tool.Commands;

/// <summary>A model that was tested.</summary>
/// <param name="Graph">The path of its graph.</param>
/// <param name="Evaluation">The result.</param>
/// <param name="KnowsImages">Whether its manifest says which images it was trained and validated on.</param>
internal sealed record EvaluatedModel(string Graph, ModelEvaluation Evaluation, bool KnowsImages)
{
    /// <summary>The number of images that it was trained or validated on.</summary>
    public int KnownCount => Evaluation.Images.Count(image => image.IsKnown);

    public McNemarTest CompareWith(EvaluatedModel baseline) => Evaluation.CompareWith(baseline.Evaluation);
}
