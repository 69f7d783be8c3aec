using Retrain.Training.Events;

namespace Retrain.Training.Splits;

/// <summary>How one label's images were put into the three sets.</summary>
internal sealed record LabelSplit(string Label, int Training, int Validation, int Testing) : TrainingEvent;
