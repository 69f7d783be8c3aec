namespace Retrain.Training.Events;

/// <summary>The trained graph, its labels and its manifest are there.</summary>
internal sealed record OutputsWritten(string Graph, string Labels, string Manifest) : TrainingEvent;
