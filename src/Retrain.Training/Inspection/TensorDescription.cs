using Retrain.Runtime.Graphs;

namespace Retrain.Training.Inspection;

/// <summary>A tensor that enters or leaves a graph.</summary>
/// <param name="Name">The name of the tensor in the graph.</param>
/// <param name="Type">The type of its elements, for instance float; <see langword="null"/> if the graph does not contain it.</param>
/// <param name="Shape">The shape of the tensor, for instance [?, 224, 224, 3].</param>
internal sealed record TensorDescription(string Name, string? Type, TensorShape Shape);
