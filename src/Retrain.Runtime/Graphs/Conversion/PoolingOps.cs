using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Pooling over height and width.</summary>
internal static class PoolingOps
{
    /// <summary>
    /// AvgPool(value: T [b,h,w,c], ksize, strides, padding, data_format) -> output: T [b,h',w',c]. Padding does not count.
    /// </summary>
    public static OnnxValue[] AvgPool(OpNode node) =>
        Pool(node, "AveragePool", node.Input(0, "T"), OnnxAttribute.Of("count_include_pad", 0));

    /// <summary>
    /// MaxPool(input: T [b,h,w,c], ksize, strides, padding, data_format) -> output: T [b,h',w',c]. Graphs of 2015 have no T.
    /// </summary>
    public static OnnxValue[] MaxPool(OpNode node) =>
        Pool(node, "MaxPool", node.Input(0, node.Attributes.Type("T", ifAbsent: DataType.DtFloat)));

    private static OnnxValue[] Pool(OpNode node, string opType, OnnxValue input, params IEnumerable<AttributeProto> attributes)
    {
        ImageFormat format = ImageFormat.Of(node);
        TensorShape image = input.Shape.HasRank ? input.Shape : TensorShape.OfRank(4);
        if (image.Rank is not 4)
        {
            throw node.Invalid($"pools a tensor of shape {image}, which is not a batch of images");
        }

        SlidingWindow window = new(node, format, image, format.Spatial(node.Attributes, "ksize", node.Attributes.Ints("ksize")));
        string output = node.Emit(opType, [input.In(format.Layout)], [.. window.Attributes, .. attributes]);
        TensorShape shape = format.Shape(image[0], window.OutputHeight, window.OutputWidth, image[format.Channels]);
        return [node.Result(output, input.Type, shape, format.Layout)];
    }
}
