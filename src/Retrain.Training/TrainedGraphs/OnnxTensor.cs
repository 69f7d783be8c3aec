using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.TrainedGraphs;

/// <summary>Makes the constants of an ONNX model.</summary>
internal static class OnnxTensor
{
    public static TensorProto Of<T>(string name, DataType type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        TensorProto tensor = new() { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.AddRange(shape.ToArray());
        return tensor;
    }
}
