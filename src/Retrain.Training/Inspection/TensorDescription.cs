using Retrain.Runtime.Graphs;

namespace Retrain.Training.Inspection;

/// <summary>A tensor that enters or leaves a graph.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Type">Of its elements, for instance float; <see langword="null"/> where the graph does not say.</param>
/// <param name="Shape">For instance [?, 224, 224, 3].</param>
internal sealed record TensorDescription(string Name, string? Type, TensorShape Shape);
