using Retrain.Training.Events;

namespace Retrain.Training.Summaries;

/// <summary>The folder of the summaries is ready for TensorBoard.</summary>
internal sealed record SummariesOpened(string Folder) : TrainingEvent;
