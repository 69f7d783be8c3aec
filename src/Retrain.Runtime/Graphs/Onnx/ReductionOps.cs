using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Sums, means and the like over some axes.</summary>
internal static class ReductionOps
{
    /// <summary>
    /// Op(input: T, reduction_indices: Tidx) -> output: T, with keep_dims. No axes: nothing is reduced (ONNX would reduce all).
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
        HashSet<int> reduced = [.. axes.Select(axis => Axes.Normalize(node, axis, input.Shape.Rank))];
        long[] dimensions =
        [
            .. Enumerable.Range(0, input.Shape.Rank)
                .Where(axis => keepsAxes || !reduced.Contains(axis))
                .Select(axis => reduced.Contains(axis) ? 1 : input.Shape[axis]),
        ];

        // Without height and width, or without channels, both layouts leave the same order behind.
        bool orderIsKept = keepsAxes || reduced.Contains(3) || (reduced.Contains(1) && reduced.Contains(2));
        Layout read = input.Layout is Layout.ChannelsFirst && orderIsKept ? Layout.ChannelsFirst : Layout.AsWritten;
        long[] onnxAxes = [.. reduced.Select(axis => read is Layout.ChannelsFirst ? Axes.ChannelsFirst(axis) : axis).Order()];
        string output = node.Emit(
            opType,
            [input.In(read), node.EmitConstant(TensorConstant.Of(onnxAxes))],
            OnnxAttribute.Of("keepdims", keepsAxes ? 1 : 0));
        return [node.Result(output, input.Type, TensorShape.Of(dimensions), keepsAxes ? read : Layout.AsWritten)];
    };
}
