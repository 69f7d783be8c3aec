using Retrain.Training.Exports;

namespace Retrain.Tool.Commands;

/// <summary>A graph that was exported.</summary>
/// <param name="Path">The file that was written.</param>
/// <param name="InputTensor">The tensor at which normalised pixels enter.</param>
/// <param name="OutputTensor">The tensor at which probabilities leave.</param>
/// <param name="Export">The graph itself.</param>
/// <param name="Sizes">The size of the files before and after.</param>
/// <param name="Comparison">The probabilities before and after.</param>
internal sealed record ExportedGraph(
    string Path, string InputTensor, string OutputTensor, GraphExport Export, ExportSizes Sizes, ExportComparison Comparison);
