using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;

namespace Retrain.Runtime.Tests.Graphs;

/// <summary>Runs a converted graph on tensors of any type.</summary>
internal static class ModelRun
{
    /// <summary>One output as ONNX Runtime gives it: shape and raw elements.</summary>
    internal sealed record Output(long[] Shape, TensorElementType Type, byte[] Bytes);

    public static IReadOnlyList<Output> Of(FrozenGraph graph, IReadOnlyList<GoldenTensor> feeds, IReadOnlyList<string> fetches) =>
        Of(OnnxConverter.Convert(graph, [.. feeds.Select(feed => feed.Tensor)], fetches), [.. feeds.Select(feed => Tensor(feed))]);

    public static IReadOnlyList<Output> Of(ModelProto model, IReadOnlyList<OrtValue> feeds)
    {
        using InferenceSession session = OrtSessions.Open(model.ToByteArray());
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> results =
            session.Run(options, [.. model.Graph.Input.Select(input => input.Name)], feeds, [.. model.Graph.Output.Select(output => output.Name)]);
        List<Output> outputs = [];
        foreach (OrtValue result in results)
        {
            OrtTensorTypeAndShapeInfo info = result.GetTensorTypeAndShape();
            byte[] bytes = info.ElementCount is 0 ? [] : result.GetTensorMutableRawData().ToArray();
            outputs.Add(new(info.Shape, info.ElementDataType, bytes));
        }

        foreach (OrtValue feed in feeds)
        {
            feed.Dispose();
        }

        return outputs;
    }

    public static OrtValue Tensor(TensorElementType type, IReadOnlyList<long> shape, byte[] bytes)
    {
        OrtValue value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, [.. shape]);
        bytes.CopyTo(value.GetTensorMutableRawData());
        return value;
    }

    private static OrtValue Tensor(GoldenTensor tensor) => Tensor(ElementType(tensor.Dtype), tensor.Shape, tensor.ReadBytes());

    public static TensorElementType ElementType(string dtype) => dtype switch
    {
        "float32" => TensorElementType.Float,
        "float64" => TensorElementType.Double,
        "int8" => TensorElementType.Int8,
        "int32" => TensorElementType.Int32,
        "int64" => TensorElementType.Int64,
        "uint8" => TensorElementType.UInt8,
        "bool" => TensorElementType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "not in the goldens"),
    };
}
