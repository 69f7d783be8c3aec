using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Convolutions and the bias after them.</summary>
internal static class ConvolutionOps
{
    /// <summary>
    /// Conv2D(input: T [b,h,w,c], filter: T [kh,kw,c/groups,out], strides, padding, dilations, data_format) -> output: T [b,h',w',out]. A
    /// filter with fewer input channels than the image means groups.
    /// </summary>
    public static OnnxValue[] Conv2D(OpNode node)
    {
        ImageFormat format = ImageFormat.Of(node);
        OnnxValue input = node.Input(0, "T", rank: 4, out TensorShape image);
        OnnxValue filter = node.Input(1, "T", rank: 4, out TensorShape kernel); // [height, width, in / groups, out]
        RequireKnown(node, kernel);
        long inputChannels = image[format.Channels] is UnknownDimension ? kernel[2] : image[format.Channels];
        if (inputChannels is 0 || inputChannels % kernel[2] is not 0 || kernel[3] % (inputChannels / kernel[2]) is not 0)
        {
            throw node.Invalid($"applies a filter of shape {kernel} to {inputChannels} channels");
        }

        TensorShape shape = Of(kernel[3], kernel[2], kernel[0], kernel[1]);
        string name = filter.Constant is { } constant
            ? node.EmitTransposed(constant, [3, 2, 0, 1], shape)
            : node.Emit("Transpose", [filter.AsWritten], OnnxAttribute.Of("perm", 3, 2, 0, 1));
        return Convolution(node, format, input, image, new Weights(name, shape, Groups: inputChannels / kernel[2]));
    }

    /// <summary>
    /// DepthwiseConv2dNative(input: T [b,h,w,c], filter: T [kh,kw,c,multiplier], strides, padding, dilations, data_format) -> output: T
    /// [b,h',w',c*multiplier], whose channel c * multiplier + m comes from input channel c.
    /// </summary>
    public static OnnxValue[] DepthwiseConv2dNative(OpNode node)
    {
        ImageFormat format = ImageFormat.Of(node);
        OnnxValue input = node.Input(0, "T", rank: 4, out TensorShape image);
        OnnxValue filter = node.Input(1, "T", rank: 4, out TensorShape kernel); // [height, width, channels, multiplier]
        RequireKnown(node, kernel);
        if (image[format.Channels] is not UnknownDimension && image[format.Channels] != kernel[2])
        {
            throw node.Invalid($"applies a filter of shape {kernel} to {image[format.Channels]} channels");
        }

        TensorShape shape = Of(kernel[2] * kernel[3], 1, kernel[0], kernel[1]);
        string name = filter.Constant is { } constant
            ? node.EmitTransposed(constant, [2, 3, 0, 1], shape)
            : node.Emit(
                "Reshape",
                [
                    node.Emit("Transpose", [filter.AsWritten], OnnxAttribute.Of("perm", 2, 3, 0, 1)),
                    node.EmitConstant(TensorConstant.Of(shape.Dimensions)),
                ]);
        return Convolution(node, format, input, image, new Weights(name, shape, Groups: kernel[2]));
    }

    /// <summary>BiasAdd(value: T [...,c], bias: T [c], data_format) -> output: T; BiasAddV1 lacks data_format.</summary>
    public static OnnxValue[] BiasAdd(OpNode node)
    {
        OnnxValue value = node.Input(0, "T");
        OnnxValue bias = node.Input(1, "T", rank: 1, out TensorShape length); // [channels]
        ImageFormat format = ImageFormat.Of(node);
        if (format.Layout is Layout.AsWritten && value.Shape is { HasRank: true, Rank: > 2 })
        {
            // Channels are the second axis: [channels, 1, ...].
            long[] shape = [length[0], .. Enumerable.Repeat(1L, value.Shape.Rank - 2)];
            string upright = node.Emit("Reshape", [bias.AsWritten, node.EmitConstant(TensorConstant.Of(shape))]);
            bias = node.Result(upright, bias.Type, Of(shape));
        }

        return ElementwiseOps.Broadcast(node, "Add", value, bias);
    }

    private static OnnxValue[] Convolution(OpNode node, ImageFormat format, OnnxValue input, TensorShape image, Weights weights)
    {
        SlidingWindow window = new(node, format, image, (weights.Shape[2], weights.Shape[3]));
        string output = node.Emit(
            "Conv",
            [input.In(format.Layout), weights.Name],
            [.. window.Attributes, window.Dilations, OnnxAttribute.Of("group", weights.Groups)]);
        TensorShape shape = format.Shape(image[0], window.OutputHeight, window.OutputWidth, weights.Shape[0]);
        return [node.Result(output, input.Type, shape, format.Layout)];
    }

    private static void RequireKnown(OpNode node, TensorShape kernel)
    {
        if (!kernel.IsFullyKnown || kernel.LengthFrom(0) is 0)
        {
            throw node.Invalid($"has a filter of shape {kernel}; its size must be known and not zero");
        }
    }

    /// <param name="Name">The ONNX value.</param>
    /// <param name="Shape">[out, in / groups, height, width]</param>
    /// <param name="Groups">The number of groups that the channels are in.</param>
    private sealed record Weights(string Name, TensorShape Shape, long Groups);
}
