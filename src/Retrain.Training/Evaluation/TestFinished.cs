using Retrain.Training.Events;

namespace Retrain.Training.Evaluation;

/// <summary>The finished head was measured.</summary>
internal sealed record TestFinished(Accuracy Accuracy, double CrossEntropy) : TrainingEvent;
