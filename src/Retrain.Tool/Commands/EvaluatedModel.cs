using Retrain.Training.Evaluation;

namespace Retrain.Tool.Commands;

/// <summary>A model that was tested.</summary>
/// <param name="Graph">The path of its graph.</param>
/// <param name="Evaluation">The result.</param>
internal sealed record EvaluatedModel(string Graph, ModelEvaluation Evaluation)
{
    public McNemarTest CompareWith(EvaluatedModel baseline) => Evaluation.CompareWith(baseline.Evaluation);
}
