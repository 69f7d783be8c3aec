using Retrain.Runtime.Graphs.Protos;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Ops that change a tensor's dimensions and not its elements.</summary>
internal static class ShapeOps
{
    /// <summary>Reshape(tensor: T, shape: Tshape) -> output: T, to a constant shape.</summary>
    public static OnnxValue[] Reshape(OpNode node)
    {
        OnnxValue tensor = node.Input(0, "T");
        long[] wanted = node.IndexInput(1);
        string output = node.Emit(
            "Reshape",
            [tensor.AsWritten, node.EmitConstant(TensorConstant.Of(wanted))],
            OnnxAttribute.Of("allowzero", 1)); // 0 is a length here, in ONNX by default "as before"
        return [node.Result(output, tensor.Type, Of(ReshapedDimensions(node, wanted, tensor.Shape.LengthFrom(0))))];
    }

    /// <summary>Squeeze(input: T) -> output: T, of the axes squeeze_dims, by default all of length 1.</summary>
    public static OnnxValue[] Squeeze(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        TensorShape shape = input.Shape;
        long[] listed = node.Attributes.Ints("squeeze_dims", ifAbsent: []);
        if (!shape.HasRank || (listed.Length is 0 && !shape.IsFullyKnown))
        {
            throw node.Invalid($"squeezes a tensor of shape {shape}; its lengths must be known");
        }

        HashSet<int> squeezed = listed.Length > 0
            ? [.. listed.Select(axis => Axes.Normalize(node, axis, shape.Rank))]
            : [.. Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] is 1)];
        if (squeezed.Any(axis => shape[axis] is not (1 or UnknownDimension)))
        {
            throw node.Invalid(
                $"squeezes axes {string.Join(", ", squeezed.Order())} of a tensor of shape {shape}, which are not all of length 1");
        }

        // [batch, 1, 1, channels] without height and width is [batch, channels] in either layout.
        Layout read = input.Layout is Layout.ChannelsFirst && squeezed.Contains(1) && squeezed.Contains(2)
            ? Layout.ChannelsFirst
            : Layout.AsWritten;
        long[] onnxAxes = [.. squeezed.Select(axis => read is Layout.ChannelsFirst ? Axes.ChannelsFirst(axis) : axis).Order()];
        string output = node.Emit("Squeeze", [input.In(read), node.EmitConstant(TensorConstant.Of(onnxAxes))]);
        long[] dimensions = [.. Enumerable.Range(0, shape.Rank).Where(axis => !squeezed.Contains(axis)).Select(axis => shape[axis])];
        return [node.Result(output, input.Type, Of(dimensions))];
    }

    private static long[] ReshapedDimensions(OpNode node, long[] wanted, long? length)
    {
        if (wanted.Any(dimension => dimension < UnknownDimension) || wanted.Count(dimension => dimension is UnknownDimension) > 1)
        {
            throw node.Invalid($"has the target shape [{string.Join(", ", wanted)}]; at most one length may be -1, and none less");
        }

        if (length is null)
        {
            return wanted;
        }

        Int128 product = 1;
        foreach (long dimension in wanted.Where(dimension => dimension is not UnknownDimension))
        {
            product = Int128.Min(product * dimension, long.MaxValue);
        }

        bool hasOpenLength = wanted.Contains(UnknownDimension);
        if (hasOpenLength ? product == 0 || length % product != 0 : product != length)
        {
            throw node.Invalid($"cannot put {length} elements into the shape [{string.Join(", ", wanted)}]");
        }

        return [.. wanted.Select(dimension => dimension is UnknownDimension ? (long)(length.Value / product) : dimension)];
    }
}
