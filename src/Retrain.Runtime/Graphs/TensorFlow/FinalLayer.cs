using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// Finds the layer that training added to a frozen graph, whatever its nodes are called: softmax(bottleneck * weights + biases), as
/// retrain.py's add_final_training_ops builds it and Keras a Dense layer.
/// </summary>
internal static class FinalLayer
{
    private static readonly string[] Unchanging = ["Identity", "StopGradient"];
    private static readonly string[] Activations = ["Softmax", "Sigmoid"];
    private static readonly string[] Additions = ["Add", "AddV2", "BiasAdd"];

    /// <returns>The tensor that it reads; <see langword="null"/> where there is no such layer.</returns>
    /// <param name="graph">The graph.</param>
    /// <param name="outputTensor">The tensor that holds the probabilities.</param>
    public static string? InputOf(FrozenGraph graph, string outputTensor)
    {
        NodeDef? node = NodeOf(graph, outputTensor);
        if (node is not null && Activations.Contains(node.Op))
        {
            node = NodeOf(graph, node.Input[0]);
        }

        if (node is not null && Additions.Contains(node.Op))
        {
            node = node.Input.Take(2).Select(input => NodeOf(graph, input)).FirstOrDefault(added => added?.Op is "MatMul");
        }

        return node is { Op: "MatMul" } product && NodeOf(graph, product.Input[1]) is { Op: "Const" }
            ? TensorName.Parse(product.Input[0]).ToString()
            : null;
    }

    // The node that makes the values of a tensor, before nodes that pass them on.
    private static NodeDef? NodeOf(FrozenGraph graph, string tensor)
    {
        NodeDef? node = graph.TryFindNode(tensor, out NodeDef? found) ? found : null;
        while (node is not null && Unchanging.Contains(node.Op) && node.Input.Count > 0)
        {
            node = graph.TryFindNode(node.Input[0], out found) ? found : null;
        }

        return node;
    }
}
