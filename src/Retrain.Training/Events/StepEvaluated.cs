using Retrain.Training.Evaluation;

namespace Retrain.Training.Events;

/// <summary>A look at the accuracy, every eval_step_interval steps.</summary>
internal sealed record StepEvaluated(int Step, Accuracy Training, double CrossEntropy, HeadEvaluation Validation) : TrainingEvent;
