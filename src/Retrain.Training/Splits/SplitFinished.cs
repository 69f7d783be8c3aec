using Retrain.Training.Events;

namespace Retrain.Training.Splits;

/// <summary>The images were put into the three sets.</summary>
internal sealed record SplitFinished(int Training, int Validation, int Testing) : TrainingEvent;
