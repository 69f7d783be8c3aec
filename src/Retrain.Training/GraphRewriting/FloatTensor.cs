using System.Runtime.InteropServices;
using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Constants of 32-bit floats, read from a graph and written to one.</summary>
internal static class FloatTensor
{
    /// <returns>Null where the node is no constant, or one of other values.</returns>
    /// <exception cref="RetrainException">RT2010: the constant contradicts itself.</exception>
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
