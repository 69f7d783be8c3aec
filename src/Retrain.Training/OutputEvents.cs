using Retrain.Training.Events;

namespace Retrain.Training;

/// <summary>A graph was written during training.</summary>
internal sealed record IntermediateGraphWritten(int Step, string Path) : TrainingEvent;

/// <summary>The trained graph, its labels and its manifest were written.</summary>
/// <param name="Onnx">The same graph as an ONNX model, where it was asked for.</param>
internal sealed record OutputsWritten(string Graph, string? Onnx, string Labels, string Manifest) : TrainingEvent;

/// <summary>The page that shows the run was written.</summary>
internal sealed record ReportWritten(string Path) : TrainingEvent;
