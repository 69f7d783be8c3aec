namespace Retrain.Training.Events;

/// <summary>TensorBoard can be pointed at the folder from here on.</summary>
internal sealed record SummariesOpened(string Folder) : TrainingEvent;
