using Retrain.Training.Events;

namespace Retrain.Training;

/// <summary>The trained graph, its labels and its manifest are there.</summary>
/// <param name="Onnx">The same graph as an ONNX model, where it was asked for.</param>
internal sealed record OutputsWritten(string Graph, string? Onnx, string Labels, string Manifest) : TrainingEvent;
