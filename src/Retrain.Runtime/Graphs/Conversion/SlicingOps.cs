using Retrain.Runtime.Graphs.Onnx;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Parts of a tensor, in its layout; StridedSlice has a file of its own.</summary>
internal static class SlicingOps
{
    /// <summary>Slice(input: T, begin: Index [rank], size: Index [rank]) -> output: T; a size of -1 means to the end.</summary>
    public static OnnxValue[] Slice(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        long[] begin = node.IndexInput(1);
        long[] size = node.IndexInput(2, begin.Length);
        TensorShape shape = input.Shape.HasRank ? input.Shape : OfRank(begin.Length);
        if (begin.Length != shape.Rank)
        {
            throw node.Invalid($"cuts [{string.Join(", ", begin)}] from a tensor of shape {shape}; a number per axis is needed");
        }

        long[] lengths = new long[begin.Length];
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            bool isOpen = shape[axis] is UnknownDimension;
            lengths[axis] = size[axis] is not -1 ? size[axis] : isOpen ? UnknownDimension : shape[axis] - begin[axis];
            if (begin[axis] < 0 || size[axis] < -1 || (!isOpen && (lengths[axis] < 0 || begin[axis] > shape[axis] - lengths[axis])))
            {
                throw node.Invalid($"cuts {size[axis]} elements from {begin[axis]} on along axis {axis} of a tensor of shape {shape}");
            }
        }

        ShapeVector? dimensions = input.Dimensions is { IsScalar: false } vector
            ? vector with { Elements = [.. vector.Elements.Skip((int)begin[0]).Take((int)lengths[0])] }
            : null;
        return [node.Result(dimensions, () =>
        {
            long[] end = [.. size.Select((count, axis) => count is -1 ? long.MaxValue : begin[axis] + count)];
            string output = node.Emit(
                "Slice",
                [
                    input.In(input.Layout),
                    node.EmitIndices(Axes.Order(input.Layout, begin)),
                    node.EmitIndices(Axes.Order(input.Layout, end)),
                ]);
            return node.Result(output, input.Type, Of(lengths), input.Layout);
        })];
    }

    /// <summary>Split(split_dim: int32 [], value: T, num_split) -> output: num_split * T, of one length.</summary>
    public static OnnxValue[] Split(OpNode node)
    {
        OnnxValue value = node.Input(1, "T");
        int axis = SplitAxis(node, 0, value);
        long count = PartCount(node);
        long length = value.Shape[axis];
        if (length is UnknownDimension || length % count is not 0)
        {
            throw node.Invalid(
                $"splits axis {axis} of a tensor of shape {value.Shape} into {count} parts; its length must be known and divisible");
        }

        return Parts(node, value, axis, [.. Enumerable.Repeat(length / count, (int)count)]);
    }

    /// <summary>
    /// SplitV(value: T, size_splits: Tlen [num_split], split_dim: int32 [], num_split) -> output: num_split * T; one size may be -1.
    /// </summary>
    public static OnnxValue[] SplitV(OpNode node)
    {
        OnnxValue value = node.Input(0, "T");
        int axis = SplitAxis(node, 2, value);
        long[] sizes = node.IndexInput(1, (int)PartCount(node));
        long length = value.Shape[axis];
        long given = sizes.Where(size => size is not -1).Sum();
        int open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = length - given;
        }

        if (length is UnknownDimension || sizes.Any(size => size < 0) || sizes.Sum() != length)
        {
            throw node.Invalid(
                $"splits axis {axis} of a tensor of shape {value.Shape} into parts of [{string.Join(", ", sizes)}]; "
                + "its length must be known and equal to their sum");
        }

        return Parts(node, value, axis, sizes);
    }

    private static int SplitAxis(OpNode node, int input, OnnxValue value) => value.Shape is { HasRank: true, Rank: > 0 }
        ? node.AxisInput(input, value.Shape.Rank)
        : throw node.Invalid($"splits a tensor of shape {value.Shape}");

    private static long PartCount(OpNode node)
    {
        long count = node.Attributes.Int("num_split");
        return count is >= 1 and <= short.MaxValue
            ? count
            : throw node.Attributes.Invalid("num_split", $"is {count}; a tensor has from 1 to {short.MaxValue} parts");
    }

    private static OnnxValue[] Parts(OpNode node, OnnxValue value, int axis, long[] sizes)
    {
        string[] parts = node.EmitMany(
            "Split",
            [value.In(value.Layout), node.EmitIndices(sizes)],
            sizes.Length,
            OnnxAttribute.Of("axis", Axes.In(value.Layout, axis)));
        return [.. parts.Zip(sizes, (part, size) => node.Result(part, value.Type, value.Shape.With(axis, size), value.Layout))];
    }
}
