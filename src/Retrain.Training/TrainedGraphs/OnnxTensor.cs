using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.TrainedGraphs;

/// <summary>Makes the constants of an ONNX model.</summary>
internal static class OnnxTensor
{
    public static TensorProto Of<T>(string name, DataType type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged =>
        Of(name, type, ByteString.CopyFrom(MemoryMarshal.AsBytes(values)), shape);

    /// <summary>Makes a constant of floats without a copy of them.</summary>
    /// <param name="littleEndianFloats">The values, which are not changed any more.</param>
    public static TensorProto OfFloats(string name, ReadOnlyMemory<byte> littleEndianFloats, params ReadOnlySpan<long> shape) =>
        Of(name, DataType.Float, UnsafeByteOperations.UnsafeWrap(littleEndianFloats), shape);

    private static TensorProto Of(string name, DataType type, ByteString content, ReadOnlySpan<long> shape)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)type, RawData = content };
        tensor.Dims.AddRange(shape.ToArray());
        return tensor;
    }
}
