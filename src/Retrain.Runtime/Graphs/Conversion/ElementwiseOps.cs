using Retrain.Runtime.Graphs.Protos;
using static Retrain.Runtime.Graphs.TensorShape;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>Ops that treat every element alike: they keep the layout of the tensor that they read.</summary>
internal static class ElementwiseOps
{
    /// <summary>Op(x: T) -> y: T, for which ONNX has an op of the same meaning and the same defaults.</summary>
    public static OpConverter Unary(string opType) => node =>
    {
        OnnxValue x = node.Input(0, "T");
        return [node.Result(x.Dimensions?.Map(opType), () => Apply(node, opType, x)[0])];
    };

    /// <summary>Op(x: T, y: T) -> z: T, for which ONNX has an op of the same meaning.</summary>
    public static OpConverter Binary(string opType) => node =>
    {
        (OnnxValue x, OnnxValue y) = (node.Input(0, "T"), node.Input(1, "T"));
        return [node.Result(ShapeVector.Combine(opType, x.Dimensions, y.Dimensions), () => Broadcast(node, opType, x, y)[0])];
    };

    /// <summary>Rsqrt(x: T) -> y: T</summary>
    public static OnnxValue[] Rsqrt(OpNode node) => Apply(node, "Reciprocal", Apply(node, "Sqrt", node.Input(0, "T"))[0]);

    /// <summary>Square(x: T) -> y: T</summary>
    public static OnnxValue[] Square(OpNode node) => Broadcast(node, "Mul", node.Input(0, "T"), node.Input(0, "T"));

    /// <summary>SquaredDifference(x: T, y: T) -> z: T</summary>
    public static OnnxValue[] SquaredDifference(OpNode node)
    {
        OnnxValue difference = Broadcast(node, "Sub", node.Input(0, "T"), node.Input(1, "T"))[0];
        return Broadcast(node, "Mul", difference, difference);
    }

    /// <summary>FloorDiv(x: T, y: T) -> z: T, rounded down; ONNX divides integers towards zero.</summary>
    public static OnnxValue[] FloorDiv(OpNode node)
    {
        OnnxValue x = node.Input(0, "T");
        OnnxValue y = node.Input(1, "T");
        if (x.Type.IsFloat())
        {
            return Apply(node, "Floor", Broadcast(node, "Div", x, y)[0]);
        }

        return [node.Result(ShapeVector.Combine("FloorDiv", x.Dimensions, y.Dimensions), () =>
        {
            OnnxValue remainder = Broadcast(node, "Mod", x, y)[0]; // has the sign of y
            return Broadcast(node, "Div", Broadcast(node, "Sub", x, remainder)[0], y)[0];
        })];
    }

    /// <summary>AddN(inputs: N * T) -> sum: T, of tensors of one shape.</summary>
    public static OnnxValue[] AddN(OpNode node)
    {
        OnnxValue[] inputs = node.InputList(first: 0);
        foreach (OnnxValue input in inputs)
        {
            if (input.Shape.IsFullyKnown && inputs[0].Shape.IsFullyKnown && !input.Shape.Equals(inputs[0].Shape))
            {
                throw node.Invalid($"adds tensors of shapes {inputs[0].Shape} and {input.Shape}, which must be equal");
            }
        }

        Layout layout = OnnxValue.Common(inputs);
        return [node.Result(node.Emit("Sum", inputs.Select(input => input.In(layout))), inputs[0].Type, inputs[0].Shape, layout)];
    }

    /// <summary>Adds a node of two inputs that broadcast, in the layout of the image among them.</summary>
    public static OnnxValue[] Broadcast(OpNode node, string opType, OnnxValue x, OnnxValue y)
    {
        TensorShape shape = BroadcastShape(node, x.Shape, y.Shape);
        bool hasImage = x.Layout is Layout.ChannelsFirst || y.Layout is Layout.ChannelsFirst;
        Layout layout = hasImage && CanFollow(x) && CanFollow(y) ? Layout.ChannelsFirst : Layout.AsWritten;
        string output = node.Emit(opType, [Operand(x, layout), Operand(y, layout)]);
        return [node.Result(output, x.Type, shape, layout)];
    }

    /// <summary>The shape that two tensors broadcast to.</summary>
    public static TensorShape BroadcastShape(OpNode node, TensorShape x, TensorShape y)
    {
        if (!x.HasRank || !y.HasRank)
        {
            return Unknown;
        }

        long[] dimensions = new long[Math.Max(x.Rank, y.Rank)];
        for (int fromEnd = 1; fromEnd <= dimensions.Length; fromEnd++)
        {
            long first = fromEnd <= x.Rank ? x[x.Rank - fromEnd] : 1;
            long second = fromEnd <= y.Rank ? y[y.Rank - fromEnd] : 1;
            dimensions[^fromEnd] = (first, second) switch
            {
                (1, _) => second,
                (_, 1) => first,
                (UnknownDimension, _) => second,
                (_, UnknownDimension) => first,
                _ when first == second => first,
                _ => throw node.Invalid($"combines tensors of shapes {x} and {y}, which are not compatible"),
            };
        }

        return Of(dimensions);
    }

    private static OnnxValue[] Apply(OpNode node, string opType, OnnxValue x) =>
        [node.Result(node.Emit(opType, [x.In(x.Layout)]), x.Type, x.Shape, x.Layout)];

    /// <summary>Whether a tensor can be brought to channels first, so that it broadcasts against an image there.</summary>
    private static bool CanFollow(OnnxValue value) => value.Layout is Layout.ChannelsFirst || value.Shape is { HasRank: true, Rank: <= 4 };

    /// <summary>[channels] broadcasts along TensorFlow's last axis, which is ONNX's second: it becomes [1, channels, 1, 1].</summary>
    private static string Operand(OnnxValue value, Layout layout) => layout is Layout.AsWritten || value.Shape is { HasRank: true, Rank: 0 }
        ? value.AsWritten
        : value.Layout is Layout.ChannelsFirst ? value.ChannelsFirst : value.WithFourAxes().ChannelsFirst;
}
