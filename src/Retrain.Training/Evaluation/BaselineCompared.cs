using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>The trained model was compared with another one.</summary>
internal sealed record BaselineCompared(BaselineComparison Comparison) : TrainingEvent;
