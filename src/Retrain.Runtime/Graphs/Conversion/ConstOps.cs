using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

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
            : throw node.InvalidConstant($"declares {type.Describe()} but holds {tensor.Dtype.Describe()}");
    }

    /// <summary>Identity(input: T) -> output: T</summary>
    public static OnnxValue[] Identity(OpNode node) => [node.Input(0, "T")];

    /// <summary>
    /// PlaceholderWithDefault(input: dtype) -> output: dtype. When it is fed, it is an input of the graph and never comes here.
    /// </summary>
    public static OnnxValue[] PlaceholderWithDefault(OpNode node) => [node.Input(0, "dtype")];

    /// <summary>Cast(x: SrcT) -> y: DstT. TensorFlow and ONNX both truncate floats towards zero.</summary>
    public static OnnxValue[] Cast(OpNode node)
    {
        OnnxValue x = node.Input(0, "SrcT");
        DataType target = node.Attributes.Type("DstT");
        ShapeVector? dimensions =
            target is DataType.DtInt32 or DataType.DtInt64 && x.Dimensions is { } known ? known with { Type = target } : null;
        return [node.Result(dimensions, () => node.Result(node.EmitCast(x.In(x.Layout), target), target, x.Shape, x.Layout))];
    }

    /// <summary>
    /// CheckNumerics(tensor: T, message) -> output: T, an error where a value is infinite or not a number. ONNX has no such op: then
    /// an element that does not exist is read. ONNX Runtime's error names the ONNX node, whose name therefore says what is wrong.
    /// </summary>
    public static OnnxValue[] CheckNumerics(OpNode node)
    {
        OnnxValue tensor = node.Input(0, "T");
        string name = tensor.In(tensor.Layout);
        string message = node.Attributes.Text("message", ifAbsent: string.Empty);
        string scope = $"CheckNumerics: {message}: the tensor has infinite values or no numbers";
        string zero = node.Emit("ReduceSum", [node.Emit("Mul", [name, node.EmitScalar(0, tensor.Type)])], OnnxAttribute.Of("keepdims", 0));
        string isBad = node.EmitCast(node.Emit("IsNaN", [zero]), DataType.DtInt64); // [], 0 or 1
        string only = node.Emit("Unsqueeze", [name, node.EmitIndices(0)]); // [1, ...]
        return [node.Result(node.EmitNamed(scope, "Gather", [only, isBad]), tensor.Type, tensor.Shape, tensor.Layout)];
    }
}
