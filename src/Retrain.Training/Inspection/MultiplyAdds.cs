using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Training.Inspection;

/// <summary>
/// Counts the multiplications, each with its addition, in a network's convolutions and matrix products for one image. Papers and tables
/// give this number, for instance 384M for EfficientNet-Lite0. The rest of a network takes a few percent more.
/// </summary>
internal static class MultiplyAdds
{
    /// <returns>The number; <see langword="null"/> if a shape that it depends on is unknown.</returns>
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
        // The weights are [to, from / groups, height, width]; each output value uses all their axes but the first.
        "Conv" or "ConvInteger" => shapeOf(node.Output[0]).LengthFrom(0) * shapeOf(node.Input[1]).LengthFrom(1),
        "QLinearConv" => shapeOf(node.Output[0]).LengthFrom(0) * shapeOf(node.Input[3]).LengthFrom(1),

        // The weights are [from, to / groups, height, width]; each input value is used with all their axes but the first.
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

    private static long Attribute(NodeProto node, string name) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? 0;
}
