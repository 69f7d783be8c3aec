using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.OnnxShapes;

/// <summary>A tensor of an ONNX model, as far as it is known before a run.</summary>
/// <param name="Type">The type of its elements; UNDEFINED where it is not known.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">
/// The elements of a tensor that may hold sizes or scales, <see langword="null"/> for each that is not known; <see langword="null"/> for
/// other tensors.
/// </param>
/// <param name="IsConstant">Whether it is the same for every image.</param>
/// <param name="IsOpaque">Whether it depends on an op whose shapes are not known here, so that ONNX Runtime may know more.</param>
internal sealed record ShapedTensor(
    DataType Type, TensorShape Shape, IReadOnlyList<double?>? Values = null, bool IsConstant = false, bool IsOpaque = false)
{
    /// <summary>The size of its elements, for eight bits too at least that of a float, into which kernels may bring them.</summary>
    public long SizeBytes => TensorMemory.SizeBytes(Shape, Math.Max(Type.SizeBytes(), sizeof(float)));
}
