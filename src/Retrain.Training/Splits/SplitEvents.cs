using Retrain.Training.Events;

namespace Retrain.Training.Splits;

/// <summary>The images were put into the three sets.</summary>
internal sealed record SplitFinished(int Training, int Validation, int Testing) : TrainingEvent;

/// <summary>The numbers of one label's images in the three sets.</summary>
internal sealed record LabelSplit(string Label, int Training, int Validation, int Testing) : TrainingEvent;
