using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>One value from all those along some axes: sums, means, the place of the greatest value.</summary>
internal static class ReductionOps
{
    /// <summary>
    /// Op(input: T, reduction_indices: Tidx [n], keep_dims) -> output: T. No axes: nothing is reduced (ONNX would reduce all).
    /// </summary>
    public static OpConverter Reduce(string opType) => node =>
    {
        OnnxValue input = node.Input(0, "T");
        long[] axes = node.IndexInput(1);
        if (axes.Length is 0)
        {
            return [input];
        }

        if (!input.Shape.HasRank)
        {
            throw node.Invalid("reduces a tensor whose number of dimensions is not known");
        }

        bool keepsAxes = node.Attributes.Bool("keep_dims", ifAbsent: false);
        HashSet<int> reduced = Axes.Normalize(node, axes, input.Shape.Rank);
        if (opType is "ReduceProd" && input.Dimensions is { IsScalar: false } vector && vector.Product()?.ToConstant() is { } product)
        {
            return [node.Result(keepsAxes ? product.Reshape(TensorShape.Of(1)) : product)];
        }

        Layout layout = keepsAxes ? input.Layout : Axes.ReadToRemove(input, reduced);
        long[] onnxAxes = Axes.In(layout, reduced);
        string output = node.Emit(
            opType,
            [input.In(layout), node.EmitIndices(onnxAxes)],
            OnnxAttribute.Of("keepdims", keepsAxes ? 1 : 0));
        return [node.Result(output, input.Type, Reduced(input.Shape, reduced, keepsAxes), keepsAxes ? layout : Layout.AsWritten)];
    };

    /// <summary>ArgMax(input: T, dimension: Tidx, output_type) -> output: output_type, the first of equals; the axis is removed.</summary>
    public static OnnxValue[] ArgMax(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        if (!input.Shape.HasRank)
        {
            throw node.Invalid("looks for the greatest value along an axis of a tensor whose number of dimensions is not known");
        }

        HashSet<int> removed = [node.AxisInput(1, input.Shape.Rank)];
        Layout layout = Axes.ReadToRemove(input, removed);
        string index = node.Emit(
            "ArgMax", [input.In(layout)], OnnxAttribute.Of("axis", Axes.In(layout, removed)[0]), OnnxAttribute.Of("keepdims", 0)); // int64
        DataType type = node.Attributes.Type("output_type", ifAbsent: DataType.DtInt64);
        string cast = type is DataType.DtInt64 ? index : node.EmitCast(index, type);
        return [node.Result(cast, type, Reduced(input.Shape, removed, keepsAxes: false))];
    }

    private static TensorShape Reduced(TensorShape shape, HashSet<int> axes, bool keepsAxes) => TensorShape.Of(
    [
        .. Enumerable.Range(0, shape.Rank)
            .Where(axis => keepsAxes || !axes.Contains(axis))
            .Select(axis => axes.Contains(axis) ? 1 : shape[axis]),
    ]);
}
