using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Ops that compute a tensor's dimensions, or change them and not the elements; Reshape has a file of its own.</summary>
internal static class ShapeOps
{
    /// <summary>Shape(input: T, out_type = int32) -> output: out_type [rank], folded as far as the dimensions are known.</summary>
    public static OnnxValue[] Shape(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        DataType type = node.Attributes.Type("out_type", ifAbsent: DataType.DtInt32);
        return [node.Result(input.Shape.HasRank ? ShapeVector.OfShape(input, type) : null, () =>
        {
            string lengths = node.Emit("Shape", [input.AsWritten]); // int64
            TensorShape shape = input.Shape.HasRank ? Of(input.Shape.Rank) : OfRank(1);
            return node.Result(type is DataType.DtInt64 ? lengths : node.EmitCast(lengths, type), type, shape);
        })];
    }

    /// <summary>ExpandDims(input: T, dim: Tdim []) -> output: T, with an axis of length 1 before axis dim.</summary>
    public static OnnxValue[] ExpandDims(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        if (!input.Shape.HasRank)
        {
            throw node.Invalid("adds an axis to a tensor whose number of dimensions is not known");
        }

        int axis = node.AxisInput(1, input.Shape.Rank + 1);
        TensorShape shape = Of([.. input.Shape.Dimensions[..axis], 1, .. input.Shape.Dimensions[axis..]]);
        return [node.Result(input.Dimensions is { IsScalar: true } scalar ? scalar with { IsScalar = false } : null, () =>
            node.Result(node.Emit("Unsqueeze", [input.AsWritten, node.EmitIndices(axis)]), input.Type, shape))];
    }

    /// <summary>Squeeze(input: T, squeeze_dims) -> output: T, without the axes listed, by default all of length 1.</summary>
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

        Layout layout = Axes.ReadToRemove(input, squeezed); // [batch, 1, 1, channels] becomes [batch, channels] in either
        long[] dimensions = [.. Enumerable.Range(0, shape.Rank).Where(axis => !squeezed.Contains(axis)).Select(axis => shape[axis])];
        return [node.Result(input.Dimensions is { } vector && dimensions.Length is 0 ? vector with { IsScalar = true } : null, () =>
        {
            string output = node.Emit("Squeeze", [input.In(layout), node.EmitIndices(Axes.In(layout, squeezed))]);
            return node.Result(output, input.Type, Of(dimensions));
        })];
    }

    /// <summary>
    /// Transpose(x: T, perm: Tperm [rank]) -> y: T, whose axis i is x's axis perm[i]. Between NHWC and NCHW nothing is moved: only the
    /// names of the axes change, and with them the layout.
    /// </summary>
    public static OnnxValue[] Transpose(OpNode node)
    {
        OnnxValue x = node.Input(0, "T");
        long[] perm = node.IndexInput(1);
        TensorShape shape = x.Shape.HasRank ? x.Shape : OfRank(perm.Length);
        if (perm.Length != shape.Rank || !perm.Order().SequenceEqual(Enumerable.Range(0, perm.Length).Select(axis => (long)axis)))
        {
            throw node.Invalid($"permutes a tensor of shape {shape} by [{string.Join(", ", perm)}], which does not name each axis once");
        }

        int[] permutation = Array.ConvertAll(perm, axis => (int)axis);
        TensorShape permuted = shape.Permute(permutation);
        return [perm switch
        {
            _ when x.Constant is { } constant => node.Result(constant.Transpose(permutation)),
            [0, 3, 1, 2] when x.Layout is Layout.ChannelsFirst => node.Result(x.ChannelsFirst, x.Type, permuted),
            [0, 2, 3, 1] when x.Layout is Layout.AsWritten => node.Result(x.AsWritten, x.Type, permuted, Layout.ChannelsFirst),
            _ => node.Result(
                node.Emit(
                    "Transpose",
                    [x.In(x.Layout)],
                    OnnxAttribute.Of("perm", Array.ConvertAll(permutation, axis => (long)Axes.In(x.Layout, axis)))),
                x.Type,
                permuted),
        }];
    }

    /// <summary>The shape that the elements of a tensor of dimensions describe, as far as they are known.</summary>
    public static TensorShape Described(OnnxValue dimensions) => dimensions switch
    {
        { Dimensions: { IsScalar: false } known } =>
            Of([.. known.Elements.Select(element => Math.Max(element.Value ?? UnknownDimension, UnknownDimension))]),
        { Shape: { HasRank: true, Rank: 1 } } when dimensions.Shape[0] is >= 0 and <= byte.MaxValue => OfRank((int)dimensions.Shape[0]),
        _ => Unknown,
    };

    /// <summary>A tensor of dimensions in the type that ONNX reads.</summary>
    public static string AsInt64(OpNode node, OnnxValue dimensions) => dimensions switch
    {
        { Constant: { } constant } => node.EmitIndices(constant.ToInt64s()),
        { Type: DataType.DtInt64 } => dimensions.AsWritten,
        _ => node.EmitCast(dimensions.AsWritten, DataType.DtInt64),
    };
}
