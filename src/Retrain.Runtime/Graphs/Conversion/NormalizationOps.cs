using System.Runtime.InteropServices;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// Normalisation of channels. Behind a convolution of constant weights, ONNX Runtime folds BatchNormalization into them
/// (NormalizationOpsTests), so none is folded here.
/// </summary>
internal static class NormalizationOps
{
    /// <summary>
    /// FusedBatchNorm(x: T [b,h,w,c], scale: U [c], offset: U [c], mean: U [c], variance: U [c], epsilon = 1e-4, data_format) -> y: T, and
    /// V2 and V3, with the moving statistics, which the second and third output repeat.
    /// </summary>
    public static OnnxValue[] FusedBatchNorm(OpNode node)
    {
        if (node.Attributes.Bool("is_training", ifAbsent: true))
        {
            throw node.Attributes.Invalid(
                "is_training", "is true, its default: a photo would be normalised by the statistics of the batch it happens to be in");
        }

        DataType statistics = node.Attributes.Type("U", ifAbsent: DataType.DtFloat); // FusedBatchNorm has no U
        ImageFormat format = ImageFormat.Of(node);
        OnnxValue x = node.Input(0, "T", rank: 4, out TensorShape image);
        OnnxValue[] perChannel = [.. Enumerable.Range(1, 4).Select(i => node.Input(i, statistics))]; // scale, offset, mean, variance
        string y = BatchNormalization(node, format, x, image, perChannel, node.Attributes.Float("epsilon", ifAbsent: 1e-4f));
        return [node.Result(y, x.Type, image, format.Layout), perChannel[2], perChannel[3]];
    }

    /// <summary>
    /// BatchNormWithGlobalNormalization(t: T [b,h,w,c], m: T [c], v: T [c], beta: T [c], gamma: T [c], variance_epsilon,
    /// scale_after_normalization) -> result: T. Without the latter, gamma is not read. Graphs of 2015 have it; version 9 removed it.
    /// </summary>
    public static OnnxValue[] BatchNormWithGlobalNormalization(OpNode node)
    {
        node.ExpectProducerBelow(9);
        OnnxValue t = node.Input(0, "T", rank: 4, out TensorShape image);
        OnnxValue mean = node.Input(1, "T", rank: 1, out TensorShape channels);
        OnnxValue gamma = node.Attributes.Bool("scale_after_normalization") ? node.Input(4, "T") : Ones(node, t.Type, channels);
        OnnxValue[] perChannel = [gamma, node.Input(3, "T"), mean, node.Input(2, "T")];
        ImageFormat format = ImageFormat.Of(node);
        string result = BatchNormalization(node, format, t, image, perChannel, node.Attributes.Float("variance_epsilon"));
        return [node.Result(result, t.Type, image, format.Layout)];
    }

    /// <summary>
    /// LRN(input: T [b,h,w,c], depth_radius = 5, bias = 1, alpha = 1, beta = 0.5) -> output: T. ONNX divides alpha by the number of
    /// neighbouring channels, and their default values differ.
    /// </summary>
    public static OnnxValue[] Lrn(OpNode node)
    {
        OnnxValue input = node.Input(0, node.Attributes.Type("T", ifAbsent: DataType.DtFloat));
        TensorShape image = input.Shape.HasRank ? input.Shape : TensorShape.OfRank(4);
        long radius = node.Attributes.Int("depth_radius", ifAbsent: 5);
        if (image.Rank is not 4 || radius is < 0 or > short.MaxValue)
        {
            throw node.Invalid(
                $"normalises over {radius} channels on both sides of each in a tensor of shape {image}; only images are supported");
        }

        long size = (2 * radius) + 1;
        string output = node.Emit(
            "LRN",
            [input.ChannelsFirst],
            OnnxAttribute.Of("size", size),
            OnnxAttribute.Of("alpha", node.Attributes.Float("alpha", ifAbsent: 1) * size),
            OnnxAttribute.Of("beta", node.Attributes.Float("beta", ifAbsent: 0.5f)),
            OnnxAttribute.Of("bias", node.Attributes.Float("bias", ifAbsent: 1)));
        return [node.Result(output, input.Type, image, Layout.ChannelsFirst)];
    }

    /// <param name="node">The TensorFlow node.</param>
    /// <param name="format">The place of its channels.</param>
    /// <param name="x">The images.</param>
    /// <param name="image">The shape of the images.</param>
    /// <param name="perChannel">The scale, offset, mean and variance.</param>
    /// <param name="epsilon">A number that is added to the variance.</param>
    private static string BatchNormalization(
        OpNode node, ImageFormat format, OnnxValue x, TensorShape image, OnnxValue[] perChannel, float epsilon)
    {
        foreach (TensorShape shape in perChannel.Select(value => value.Shape).Where(shape => shape.HasRank))
        {
            long channels = image[format.Channels];
            bool isOpen = channels is TensorShape.UnknownDimension || shape is { Rank: 1 } && shape[0] is TensorShape.UnknownDimension;
            if (shape.Rank is not 1 || (shape[0] != channels && !isOpen))
            {
                throw node.Invalid($"normalises {channels} channels by statistics of shape {shape}");
            }
        }

        return node.Emit(
            "BatchNormalization",
            [x.In(format.Layout), .. perChannel.Select(value => value.AsWritten)],
            OnnxAttribute.Of("epsilon", epsilon));
    }

    private static OnnxValue Ones(OpNode node, DataType type, TensorShape channels)
    {
        if (type is not DataType.DtFloat || channels.LengthFrom(0) is not { } length)
        {
            throw node.Invalid(
                $"normalises {type.Describe()} by statistics of shape {channels}, without gamma; "
                + "only float and known lengths are supported");
        }

        float[] ones = [.. Enumerable.Repeat(1f, (int)length)];
        return node.Result(new TensorConstant(type, channels, MemoryMarshal.AsBytes<float>(ones).ToArray()));
    }
}
