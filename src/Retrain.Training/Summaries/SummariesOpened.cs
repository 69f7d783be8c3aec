using Retrain.Training.Events;

namespace Retrain.Training.Summaries;

/// <summary>TensorBoard can be pointed at the folder from now on.</summary>
internal sealed record SummariesOpened(string Folder) : TrainingEvent;
