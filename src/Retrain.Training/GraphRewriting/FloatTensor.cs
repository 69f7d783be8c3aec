using System.Runtime.InteropServices;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Reads and writes a graph's constants of 32-bit floats.</summary>
internal static class FloatTensor
{
    /// <returns>The constant; null if the node is not a constant or its values are not floats.</returns>
    /// <exception cref="RetrainException">RT2010: the constant is inconsistent.</exception>
    public static TensorConstant? Read(NodeDef node) =>
        node.Op == "Const" && node.Attr.TryGetValue("value", out AttrValue? value) && value.Tensor is { Dtype: DataType.DtFloat } tensor
            ? ConstantReader.Read(tensor, reason => new RetrainException(GraphDiagnostics.BadConstant(null, node.Name, reason)))
            : null;

    public static ReadOnlySpan<float> Values(TensorConstant constant) => MemoryMarshal.Cast<byte, float>(constant.Bytes.Span);

    public static NodeDef Node(string name, ReadOnlySpan<float> values, TensorShape shape)
    {
        int[] dimensions = Array.ConvertAll(shape.Dimensions.ToArray(), checked(dimension => (int)dimension));
        return NodeDefs.Constant(name, values, dimensions);
    }
}
