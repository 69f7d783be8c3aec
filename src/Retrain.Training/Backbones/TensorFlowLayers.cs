using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Backbones;

/// <summary>Reads TensorFlow ops as layers.</summary>
internal sealed class TensorFlowLayers(FrozenGraph graph) : NetworkLayers
{
    private readonly Dictionary<string, bool> constants = new(StringComparer.Ordinal);

    // An image may have a default, and so depend on constants only.
    private readonly HashSet<string> images = [.. graph.Inputs];

    public override Layer? LayerOf(string tensor) => Of(graph.Node(tensor));

    private Layer? Of(NodeDef node) => node.Op switch
    {
        "Const" or "Placeholder" => null,
        "Identity" or "StopGradient" or "PlaceholderWithDefault" or "CheckNumerics" => new(LayerKind.Renames, FirstInput(node)),
        "Reshape" or "Squeeze" or "ExpandDims" or "Cast" => new(LayerKind.Reshapes, FirstInput(node)),
        "Slice" or "StridedSlice" or "ArgMax" or "TopK" or "TopKV2" => new(LayerKind.Selects, FirstInput(node)),
        "Softmax" or "LogSoftmax" or "Sigmoid" => new(LayerKind.Finishes, FirstInput(node)),
        "BiasAdd" or "BiasAddV1" or "Add" or "AddV2" => new(LayerKind.Finishes, WithConstants(node)),
        "MatMul" => new(LayerKind.FullyConnected, WithConstants(node)),
        "Conv2D" => new(LayerKind.Convolves, WithConstants(node)),
        "Mean" or "Max" or "AvgPool" or "MaxPool" => new(LayerKind.Pools, FirstInput(node)),
        _ => new(LayerKind.Other, null),
    };

    private static string? FirstInput(NodeDef node) => node.Input.FirstOrDefault();

    /// <summary>The only computed input, if the others are constant.</summary>
    private string? WithConstants(NodeDef node)
    {
        string[] computed = [.. node.Input.Where(input => !TensorName.Parse(input).IsControl && !IsConstant(input))];
        return computed.Length is 1 ? computed[0] : null;
    }

    // Weights are often read through an Identity, or dequantised.
    private bool IsConstant(string tensor)
    {
        if (!constants.TryGetValue(tensor, out bool known))
        {
            known = graph.NodesFor([TensorName.Parse(tensor)], new HashSet<TensorName>())
                .All(node => node.Op is not "Placeholder" && !images.Contains(node.Name));
            constants.Add(tensor, known);
        }

        return known;
    }
}
