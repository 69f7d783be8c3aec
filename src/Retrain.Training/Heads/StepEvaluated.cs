using Retrain.Training.Evaluation;
using Retrain.Training.Events;

namespace Retrain.Training.Heads;

/// <summary>A look at the accuracy, every eval_step_interval steps.</summary>
internal sealed record StepEvaluated(int Step, Accuracy Training, double CrossEntropy, HeadEvaluation Validation) : TrainingEvent;
