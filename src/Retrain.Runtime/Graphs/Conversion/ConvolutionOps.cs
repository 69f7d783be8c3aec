using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Convolutions and the bias behind them.</summary>
internal static class ConvolutionOps
{
    /// <summary>
    /// Conv2D(input: T [b,h,w,c], filter: T [kh,kw,c/groups,out], strides, padding, dilations, data_format) -> output: T [b,h',w',out]. A filter
    /// of fewer input channels than the image has means groups.
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

        string weights = filter.Constant is { } constant
            ? node.EmitTransposed(constant, [3, 2, 0, 1], Of(kernel[3], kernel[2], kernel[0], kernel[1])) // [out, in / groups, height, width]
            : node.Emit("Transpose", [filter.AsWritten], OnnxAttribute.Of("perm", 3, 2, 0, 1));
        return Convolution(node, format, input, image, weights, kernel, groups: inputChannels / kernel[2], outputChannels: kernel[3]);
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

        long outputChannels = kernel[2] * kernel[3];
        TensorShape groups = Of(outputChannels, 1, kernel[0], kernel[1]);
        string weights = filter.Constant is { } constant
            ? node.EmitTransposed(constant, [2, 3, 0, 1], groups)
            : node.Emit(
                "Reshape",
                [
                    node.Emit("Transpose", [filter.AsWritten], OnnxAttribute.Of("perm", 2, 3, 0, 1)),
                    node.EmitConstant(TensorConstant.Of(groups.Dimensions)),
                ]);
        return Convolution(node, format, input, image, weights, kernel, groups: kernel[2], outputChannels);
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

    private static OnnxValue[] Convolution(
        OpNode node, ImageFormat format, OnnxValue input, TensorShape image, string weights, TensorShape kernel, long groups,
        long outputChannels)
    {
        SlidingWindow window = new(node, format, image, (kernel[0], kernel[1]));
        string output = node.Emit(
            "Conv",
            [input.In(format.Layout), weights],
            [.. window.Attributes, window.Dilations, OnnxAttribute.Of("group", groups)]);
        TensorShape shape = format.Shape(image[0], window.OutputHeight, window.OutputWidth, outputChannels);
        return [node.Result(output, input.Type, shape, format.Layout)];
    }

    private static void RequireKnown(OpNode node, TensorShape kernel)
    {
        if (!kernel.IsFullyKnown || kernel.LengthFrom(0) is 0)
        {
            throw node.Invalid($"has a filter of shape {kernel}; its size must be known and not zero");
        }
    }
}
