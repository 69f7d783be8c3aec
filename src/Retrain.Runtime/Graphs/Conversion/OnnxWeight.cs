using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>A constant of an ONNX graph, still in TensorFlow's order of axes.</summary>
/// <param name="Name">The name in the ONNX graph.</param>
/// <param name="Constant">The elements in TensorFlow's order.</param>
/// <param name="Shape">The shape in the ONNX graph.</param>
/// <param name="Permutation">TensorFlow's axes in the new order; empty where the order stays.</param>
internal sealed record OnnxWeight(string Name, TensorConstant Constant, TensorShape Shape, int[] Permutation)
{
    public int SizeBytes => Constant.Bytes.Length;

    /// <summary>The tensor without its elements.</summary>
    public TensorProto Header()
    {
        TensorProto header = new() { Name = Name, DataType = (int)Constant.Type.ToOnnx() };
        header.Dims.AddRange(Shape.Dimensions.ToArray());
        return header;
    }

    /// <summary>Writes the elements in the order of the ONNX graph.</summary>
    public void CopyTo(Span<byte> target)
    {
        if (Permutation.Length is 0)
        {
            Constant.Bytes.Span.CopyTo(target);
        }
        else
        {
            AxisPermutation.Copy(Constant.Bytes.Span, target, Constant.Shape, Permutation, Constant.Type.SizeBytes());
        }
    }
}
