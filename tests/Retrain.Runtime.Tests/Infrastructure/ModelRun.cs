using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Tests.Infrastructure;

/// <summary>Runs a converted graph on tensors of any type.</summary>
internal static class ModelRun
{
    public static IReadOnlyList<Tensor> Of(FrozenGraph graph, IReadOnlyList<GoldenTensor> feeds, IReadOnlyList<string> fetches) =>
        Of(OnnxConverter.Convert(graph, [.. feeds.Select(feed => feed.Tensor)], fetches), [.. feeds.Select(Tensor.From)]);

    public static IReadOnlyList<Tensor> Of(ConvertedModel model, params IReadOnlyList<Tensor> feeds)
    {
        using InferenceSession session = OrtSessions.Open(model.ToByteArray());
        using RunOptions options = new();
        List<OrtValue> inputs = [.. feeds.Select(feed => feed.ToOrtValue())];
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> results =
                session.Run(
                    options,
                    [.. model.Graph.Input.Select(input => input.Name)],
                    inputs,
                    [.. model.Graph.Output.Select(output => output.Name)]);
            return [.. results.Select(Tensor.From)];
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }

    /// <param name="Shape">Its dimensions.</param>
    /// <param name="Type">ONNX Runtime's element type.</param>
    /// <param name="Bytes">The elements, row-major, little-endian.</param>
    internal sealed record Tensor(IReadOnlyList<long> Shape, TensorElementType Type, byte[] Bytes)
    {
        public float[] Floats => MemoryMarshal.Cast<byte, float>(Bytes).ToArray();

        public static Tensor Of(IReadOnlyList<long> shape, float[] values) =>
            new(shape, TensorElementType.Float, MemoryMarshal.AsBytes<float>(values).ToArray());

        public static Tensor From(GoldenTensor golden) => new(golden.Shape, ElementType(golden.Dtype), golden.ReadBytes());

        public static Tensor From(OrtValue value)
        {
            OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
            return new(info.Shape, info.ElementDataType, info.ElementCount is 0 ? [] : value.GetTensorMutableRawData().ToArray());
        }

        public OrtValue ToOrtValue()
        {
            OrtValue value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Type, [.. Shape]);
            Bytes.CopyTo(value.GetTensorMutableRawData());
            return value;
        }

        private static TensorElementType ElementType(string dtype) => dtype switch
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
}
