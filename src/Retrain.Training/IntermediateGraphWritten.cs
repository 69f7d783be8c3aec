using Retrain.Training.Events;

namespace Retrain.Training;

/// <summary>A graph was written during training.</summary>
internal sealed record IntermediateGraphWritten(int Step, string Path) : TrainingEvent;
