using Retrain.Runtime.Graphs.Onnx;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Reshape, to a shape that is constant or computed from others.</summary>
internal static class ReshapeOps
{
    /// <summary>
    /// Reshape(tensor: T, shape: Tshape [rank]) -> output: T. One length may be -1, the rest of the elements. Where the only length that is
    /// unknown before a run is one of the tensor's own (its batch), the other lengths are computed here: [batch, -1] of
    /// [batch, 7, 7, 1024] is [-1, 50176].
    /// </summary>
    public static OnnxValue[] Reshape(OpNode node)
    {
        OnnxValue tensor = node.Input(0, "T");
        OnnxValue shape = node.IndexTensor(1);
        if (shape.Dimensions is { IsScalar: false } target)
        {
            if (target.ToConstant() is { } constant)
            {
                return Reshaped(node, tensor, constant.ToInt64s(), node.EmitIndices(constant.ToInt64s()));
            }

            if (WithoutOwnLength(tensor, target) is { } lengths)
            {
                return Reshaped(node, tensor, lengths, node.EmitIndices(lengths));
            }
        }

        string output = node.Emit("Reshape", [tensor.AsWritten, ShapeOps.AsInt64(node, shape)], OnnxAttribute.Of("allowzero", 1));
        return [node.Result(output, tensor.Type, ShapeOps.Described(shape))];
    }

    private static OnnxValue[] Reshaped(OpNode node, OnnxValue tensor, long[] wanted, string shape)
    {
        // 0 is a length here; in ONNX it means by default that the length stays.
        string output = node.Emit("Reshape", [tensor.AsWritten, shape], OnnxAttribute.Of("allowzero", 1));
        return [node.Result(output, tensor.Type, Of(ReshapedDimensions(node, wanted, tensor.Shape.LengthFrom(0))))];
    }

    /// <summary>The target with -1 for the tensor's own unknown length and a number for its -1; null where others are unknown.</summary>
    private static long[]? WithoutOwnLength(OnnxValue tensor, ShapeVector target)
    {
        int rank = tensor.Shape.HasRank ? tensor.Shape.Rank : 0;
        int[] open = [.. Enumerable.Range(0, rank).Where(axis => tensor.Shape[axis] is UnknownDimension)];
        bool isOwn = open.Length is 1
            && target.Elements.Count(element => element.Value is null) is 1
            && target.Elements.Any(element => element.IsLengthOf(tensor, open[0]));
        long[] given = [.. target.Elements.Select(element => element.Value ?? 1)];
        if (!isOwn || given.Any(length => length is < UnknownDimension or 0) || given.Count(length => length is UnknownDimension) > 1)
        {
            return null;
        }

        return tensor.Shape.With(open[0], 1).LengthFrom(0) is { } perOpenLength
            && Of([.. given.Select(Math.Abs)]).LengthFrom(0) is { } known
            && perOpenLength % known is 0
            ? [.. target.Elements.Select(element => element.Value switch
            {
                null => UnknownDimension,
                UnknownDimension => perOpenLength / known,
                long length => length,
            })]
            : null;
    }

    private static long[] ReshapedDimensions(OpNode node, long[] wanted, long? length)
    {
        if (wanted.Any(dimension => dimension < UnknownDimension) || wanted.Count(dimension => dimension is UnknownDimension) > 1)
        {
            throw node.Invalid(
                $"has the target shape [{string.Join(", ", wanted)}]; at most one length may be -1, and none may be smaller");
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
