using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>
/// Finds the layer that training added to an ONNX model, whatever its tensors are called: softmax(bottleneck * weights + biases), as one
/// product with the biases or as two nodes.
/// </summary>
internal static class OnnxFinalLayer
{
    private static readonly string[] Unchanging = ["Identity", "Cast"];
    private static readonly string[] Activations = ["Softmax", "Sigmoid"];
    private static readonly string[] Products = ["Gemm", "MatMul"];

    /// <returns>The tensor that it reads; <see langword="null"/> where there is no such layer.</returns>
    /// <param name="model">The model.</param>
    /// <param name="outputTensor">The tensor that holds the probabilities.</param>
    public static string? InputOf(OnnxModel model, string outputTensor)
    {
        NodeProto? node = NodeOf(model, outputTensor);
        if (node is not null && Activations.Contains(node.OpType))
        {
            node = NodeOf(model, node.Input[0]);
        }

        if (node is { OpType: "Add" })
        {
            node = node.Input.Select(input => NodeOf(model, input)).FirstOrDefault(added => Products.Contains(added?.OpType));
        }

        // A product of two tensors that both depend on the image is no layer with weights.
        return node is not null && Products.Contains(node.OpType) && model.IsComputed(node.Input[0]) && !model.IsComputed(node.Input[1])
            && !node.Attribute.Any(attribute => attribute is { Name: "transA", I: not 0 })
            ? node.Input[0]
            : null;
    }

    // The node that makes the values of a tensor, before nodes that pass them on.
    private static NodeProto? NodeOf(OnnxModel model, string tensor)
    {
        NodeProto? node = model.Producer(tensor);
        while (node is not null && Unchanging.Contains(node.OpType))
        {
            node = model.Producer(node.Input[0]);
        }

        return node;
    }
}
