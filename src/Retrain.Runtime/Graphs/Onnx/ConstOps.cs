using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>Constants, and ops that pass a tensor on or change its type only.</summary>
internal static class ConstOps
{
    /// <summary>Const() -> output: dtype</summary>
    public static OnnxValue[] Const(OpNode node)
    {
        DataType type = node.Attributes.Type("dtype");
        TensorProto tensor = node.Attributes.Tensor("value");
        return tensor.Dtype == type
            ? [node.Result(ConstantReader.Read(tensor, node.InvalidConstant))]
            : throw node.InvalidConstant($"declares {type.Describe()} and holds {tensor.Dtype.Describe()}");
    }

    /// <summary>Identity(input: T) -> output: T</summary>
    public static OnnxValue[] Identity(OpNode node) => [node.Input(0, "T")];

    /// <summary>
    /// PlaceholderWithDefault(input: dtype) -> output: dtype. When it is fed, it is an input of the graph and never comes here.
    /// </summary>
    public static OnnxValue[] PlaceholderWithDefault(OpNode node) => [node.Input(0, "dtype")];

    /// <summary>Cast(x: SrcT) -> y: DstT. Both truncate floats towards zero.</summary>
    public static OnnxValue[] Cast(OpNode node)
    {
        OnnxValue x = node.Input(0, "SrcT");
        DataType target = node.Attributes.Type("DstT");
        ShapeVector? dimensions = target is DataType.DtInt32 or DataType.DtInt64 && x.Dimensions is { } known ? known with { Type = target } : null;
        return [node.Result(dimensions, () => node.Result(node.EmitCast(x.In(x.Layout), target), target, x.Shape, x.Layout))];
    }
}
