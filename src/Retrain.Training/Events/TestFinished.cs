using Retrain.Training.Evaluation;

namespace Retrain.Training.Events;

/// <summary>The finished head was measured.</summary>
internal sealed record TestFinished(Accuracy Accuracy, double CrossEntropy) : TrainingEvent;
