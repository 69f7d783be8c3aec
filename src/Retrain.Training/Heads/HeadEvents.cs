using Retrain.Training.Evaluation;
using Retrain.Training.Events;

namespace Retrain.Training.Heads;

/// <summary>The bottlenecks were scaled to suit the learning rate.</summary>
internal sealed record BottlenecksScaled(double RootMeanSquare, float Factor) : TrainingEvent;

/// <summary>The accuracy was measured, as every eval_step_interval steps.</summary>
internal sealed record StepEvaluated(int Step, Accuracy Training, double CrossEntropy, HeadEvaluation Validation) : TrainingEvent;
