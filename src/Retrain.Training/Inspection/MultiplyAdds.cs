using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Training.Inspection;

/// <summary>
/// The multiplications, each with its addition, that a network's convolutions and matrix products take for one image: what its papers
/// and tables count ("384M" of EfficientNet-Lite0). The rest of a network takes a few percent more.
/// </summary>
internal static class MultiplyAdds
{
    /// <returns><see langword="null"/> where a shape that it takes is not known.</returns>
    public static long? Of(ShapedModel model)
    {
        long total = 0;
        foreach (NodeProto node in model.Nodes)
        {
            if (Of(node, model.ShapeOf) is not long count)
            {
                return null;
            }

            total += count;
        }

        return total;
    }

    private static long? Of(NodeProto node, Func<string, TensorShape> shapeOf) => node.OpType switch
    {
        // Weights are [to, from / groups, height, width]; each value of the output takes all but their first axis.
        "Conv" or "ConvInteger" => shapeOf(node.Output[0]).LengthFrom(0) * shapeOf(node.Input[1]).LengthFrom(1),
        "QLinearConv" => shapeOf(node.Output[0]).LengthFrom(0) * shapeOf(node.Input[3]).LengthFrom(1),

        // Weights are [from, to / groups, height, width]; each value of the input goes to all but their first axis.
        "ConvTranspose" => shapeOf(node.Input[0]).LengthFrom(0) * shapeOf(node.Input[1]).LengthFrom(1),
        "Gemm" => shapeOf(node.Output[0]).LengthFrom(0) * Inner(shapeOf(node.Input[0]), Attribute(node, "transA") is 1 ? 0 : 1),
        "MatMul" or "MatMulInteger" or "QLinearMatMul" => shapeOf(node.Output[0]).LengthFrom(0) * Inner(shapeOf(node.Input[0]), -1),
        _ => 0,
    };

    private static long? Inner(TensorShape shape, int axis)
    {
        int index = axis < 0 ? (shape.HasRank ? shape.Rank + axis : 0) : axis;
        return shape.HasRank && index < shape.Rank && shape[index] is >= 0 and long length ? length : null;
    }

    private static long Attribute(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? 0;
}
