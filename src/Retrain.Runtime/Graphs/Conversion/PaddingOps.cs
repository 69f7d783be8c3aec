using Retrain.Runtime.Graphs.Onnx;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Padding at the ends of axes, in the layout of the tensor.</summary>
internal static class PaddingOps
{
    /// <summary>Pad(input: T, paddings: Tpaddings [rank,2]) -> output: T, with zeros.</summary>
    public static OnnxValue[] Pad(OpNode node) => Padded(node, "constant", []);

    /// <summary>PadV2(input: T, paddings: Tpaddings [rank,2], constant_values: T []) -> output: T</summary>
    public static OnnxValue[] PadV2(OpNode node) => Padded(node, "constant", [node.Input(2, "T").AsWritten]);

    /// <summary>
    /// MirrorPad(input: T, paddings: Tpaddings [rank,2], mode) -> output: T. REFLECT does not repeat the border, SYMMETRIC does; ONNX has
    /// no SYMMETRIC: strips are cut off, reversed and joined to it, axis by axis.
    /// </summary>
    public static OnnxValue[] MirrorPad(OpNode node)
    {
        if (node.Attributes.Choice("mode", ["REFLECT", "SYMMETRIC"]) is "REFLECT")
        {
            return Padded(node, "reflect", []);
        }

        (OnnxValue input, long[] before, long[] after) = Read(node);
        string output = input.In(input.Layout);
        for (int axis = 0; axis < before.Length; axis++)
        {
            if (before[axis] > 0 || after[axis] > 0)
            {
                CheckMirror(node, input.Shape, axis, Math.Max(before[axis], after[axis]), longest: input.Shape[axis]);
                long onnxAxis = Axes.In(input.Layout, axis);
                string head = Reversed(node, output, onnxAxis, from: before[axis] - 1, to: long.MinValue);
                string tail = Reversed(node, output, onnxAxis, from: -1, to: -after[axis] - 1);
                string[] none = [];
                string[] parts = [.. before[axis] > 0 ? [head] : none, output, .. after[axis] > 0 ? [tail] : none];
                output = node.Emit("Concat", parts, OnnxAttribute.Of("axis", onnxAxis));
            }
        }

        return [node.Result(output, input.Type, Padded(input.Shape, before, after), input.Layout)];
    }

    /// <summary>The shape with more elements at the ends of each axis.</summary>
    public static TensorShape Padded(TensorShape shape, long[] before, long[] after) => TensorShape.Of(
    [
        .. before.Select((padding, axis) =>
            shape[axis] is TensorShape.UnknownDimension ? shape[axis] : shape[axis] + padding + after[axis]),
    ]);

    /// <summary>Adds a node that pads with zeros, unless there is nothing to pad.</summary>
    public static string EmitZeros(OpNode node, OnnxValue input, Layout layout, long[] before, long[] after) =>
        before.Concat(after).All(padding => padding is 0)
            ? input.In(layout)
            : node.Emit("Pad", [input.In(layout), node.EmitIndices([.. Axes.Order(layout, before), .. Axes.Order(layout, after)])]);

    private static OnnxValue[] Padded(OpNode node, string mode, IEnumerable<string> value)
    {
        (OnnxValue input, long[] before, long[] after) = Read(node);
        if (mode is "reflect")
        {
            for (int axis = 0; axis < before.Length; axis++)
            {
                CheckMirror(node, input.Shape, axis, Math.Max(before[axis], after[axis]), longest: input.Shape[axis] - 1);
            }
        }

        string pads = node.EmitIndices([.. Axes.Order(input.Layout, before), .. Axes.Order(input.Layout, after)]);
        string output = node.Emit("Pad", [input.In(input.Layout), pads, .. value], OnnxAttribute.Of("mode", mode));
        return [node.Result(output, input.Type, Padded(input.Shape, before, after), input.Layout)];
    }

    private static (OnnxValue Input, long[] Before, long[] After) Read(OpNode node)
    {
        OnnxValue input = node.Input(0, "T");
        long[] paddings = node.IndexInput(1); // before and after, per axis
        int rank = input.Shape.HasRank ? input.Shape.Rank : paddings.Length / 2;
        if (paddings.Length != rank * 2 || rank is 0 || paddings.Any(padding => padding is < 0 or > int.MaxValue))
        {
            throw node.Invalid(
                $"pads a tensor of shape {input.Shape} by [{string.Join(", ", paddings)}]; two numbers per axis, from 0 on, are needed");
        }

        for (int axis = 0; input.Shape.HasRank && axis < rank; axis++)
        {
            node.RefuseGrowth(input.Shape, axis, paddings[axis * 2] + paddings[(axis * 2) + 1]);
        }

        OnnxValue known = input.Shape.HasRank ? input : node.Result(input.AsWritten, input.Type, TensorShape.OfRank(rank));
        return (known, [.. paddings.Where((_, i) => i % 2 is 0)], [.. paddings.Where((_, i) => i % 2 is 1)]);
    }

    private static void CheckMirror(OpNode node, TensorShape shape, int axis, long padding, long longest)
    {
        if (shape[axis] is not TensorShape.UnknownDimension && padding > Math.Max(longest, 0))
        {
            throw node.Invalid($"mirrors {padding} elements of axis {axis} of a tensor of shape {shape}, which has fewer");
        }
    }

    private static string Reversed(OpNode node, string value, long axis, long from, long to) => node.Emit(
        "Slice", [value, node.EmitIndices(from), node.EmitIndices(to), node.EmitIndices(axis), node.EmitIndices(-1)]);
}
