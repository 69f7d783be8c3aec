using Retrain.Runtime.Graphs.Onnx;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Several tensors joined, or one repeated.</summary>
internal static class JoiningOps
{
    /// <summary>ConcatV2(values: N * T, axis: Tidx []) -> output: T</summary>
    public static OnnxValue[] ConcatV2(OpNode node)
    {
        OnnxValue[] values = node.InputList(first: 0, others: 1);
        return Joined(node, values, axisInput: values.Length);
    }

    /// <summary>Concat(concat_dim: int32 [], values: N * T) -> output: T, the op in graphs of 2015.</summary>
    public static OnnxValue[] Concat(OpNode node) => Joined(node, node.InputList(first: 1), axisInput: 0);

    /// <summary>Pack(values: N * T, axis = 0) -> output: T, joined along a new axis.</summary>
    public static OnnxValue[] Pack(OpNode node)
    {
        OnnxValue[] values = node.InputList(first: 0);
        TensorShape shape = values[0].Shape;
        if (!shape.HasRank)
        {
            throw node.Invalid("packs tensors whose number of dimensions is not known");
        }

        int axis = Axes.Normalize(node, node.Attributes.Int("axis", ifAbsent: 0), shape.Rank + 1);
        foreach (TensorShape other in values.Select(value => value.Shape))
        {
            RequireFit(node, shape, other, exceptAxis: null);
        }

        TensorShape packed = TensorShape.Of([.. shape.Dimensions[..axis], values.Length, .. shape.Dimensions[axis..]]);
        return [node.Result(shape.Rank is 0 ? ShapeVector.Join(values, scalars: true) : null, () =>
        {
            string newAxis = node.EmitIndices(axis);
            IEnumerable<string> upright = values.Select(value => node.Emit("Unsqueeze", [value.AsWritten, newAxis]));
            return node.Result(node.Emit("Concat", [.. upright], OnnxAttribute.Of("axis", axis)), values[0].Type, packed);
        })];
    }

    /// <summary>Tile(input: T, multiples: Tmultiples [rank]) -> output: T, which repeats the input along each axis.</summary>
    public static OnnxValue[] Tile(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        if (!input.Shape.HasRank)
        {
            throw node.Invalid("repeats a tensor whose number of dimensions is not known");
        }

        long[] multiples = node.IndexInput(1, input.Shape.Rank);
        if (multiples.Any(multiple => multiple is < 0 or > int.MaxValue))
        {
            throw node.Invalid($"repeats a tensor [{string.Join(", ", multiples)}] times; the numbers must not be negative");
        }

        for (int axis = 0; axis < multiples.Length; axis++)
        {
            node.RefuseGrowth(input.Shape, axis, multiples[axis]);
        }

        string output = node.Emit("Tile", [input.In(input.Layout), node.EmitIndices(Axes.Order(input.Layout, multiples))]);
        TensorShape shape = TensorShape.Of(
        [
            .. multiples.Select((multiple, axis) =>
                input.Shape[axis] is TensorShape.UnknownDimension ? input.Shape[axis] : input.Shape[axis] * multiple),
        ]);
        return [node.Result(output, input.Type, shape, input.Layout)];
    }

    /// <summary>Fill(dims: index_type [rank], value: T []) -> output: T</summary>
    public static OnnxValue[] Fill(OpNode node)
    {
        OnnxValue dims = node.IndexTensor(0);
        OnnxValue value = node.Input(1, "T", rank: 0, out _);
        TensorShape shape = ShapeOps.Described(dims);
        if (dims.Dimensions is { } known && known.Elements.Any(length => length.Value < 0))
        {
            throw node.Invalid($"fills a tensor of the shape [{string.Join(", ", known.Elements.Select(length => length.Value))}]");
        }

        // A length that is not known is the batch's, or else that of another tensor.
        if (dims.Dimensions is not { IsScalar: false } lengths || lengths.Elements.Any(length => length is { Value: null, Tensor: null }))
        {
            throw node.UnknownSize();
        }

        string output = node.Emit("Expand", [value.AsWritten, ShapeOps.AsInt64(node, dims)]);
        return [node.Result(output, value.Type, shape)];
    }

    private static OnnxValue[] Joined(OpNode node, OnnxValue[] values, int axisInput)
    {
        OnnxValue first = values.FirstOrDefault(value => value.Shape.HasRank)
            ?? throw node.Invalid("joins tensors whose number of dimensions is not known");
        int axis = node.AxisInput(axisInput, first.Shape.Rank);
        long length = 0;
        foreach (TensorShape shape in values.Select(value => value.Shape.HasRank ? value.Shape : TensorShape.OfRank(first.Shape.Rank)))
        {
            RequireFit(node, first.Shape, shape, axis);
            bool isOpen = length is TensorShape.UnknownDimension || shape[axis] is TensorShape.UnknownDimension;
            length = isOpen ? TensorShape.UnknownDimension : length + shape[axis];
        }

        return [node.Result(first.Shape.Rank is 1 ? ShapeVector.Join(values, scalars: false) : null, () =>
        {
            Layout layout = OnnxValue.Common(values);
            string output = node.Emit(
                "Concat", [.. values.Select(value => value.In(layout))], OnnxAttribute.Of("axis", Axes.In(layout, axis)));
            return node.Result(output, first.Type, first.Shape.With(axis, length), layout);
        })];
    }

    private static void RequireFit(OpNode node, TensorShape first, TensorShape other, int? exceptAxis)
    {
        bool fits = !other.HasRank || (other.Rank == first.Rank && Enumerable.Range(0, first.Rank).All(axis =>
            axis == exceptAxis
            || first[axis] == other[axis]
            || first[axis] is TensorShape.UnknownDimension
            || other[axis] is TensorShape.UnknownDimension));
        if (!fits)
        {
            throw node.Invalid($"joins tensors of shapes {first} and {other}, which are not compatible");
        }
    }
}
