using System.Globalization;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Inspection;

/// <summary>Reads the contents of an ONNX model.</summary>
internal static class OnnxContents
{
    public static GraphContents Of(OnnxModel model)
    {
        GraphProto graph = model.Definition.Graph;
        TensorProto[] constants =
        [
            .. graph.Initializer,
            .. graph.Node.Where(node => node.OpType is "Constant")
                .SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>(),
        ];
        return new(
            Format(model),
            [.. model.Fed.Select(Describe)],
            [.. graph.Output.Select(Describe)],
            OpCount.Of(graph.Node.Select(
                node => node.Domain is { Length: > 0 } domain and not "ai.onnx" ? $"{domain}.{node.OpType}" : node.OpType)),
            OpCount.Sum(constants.Select(Count)),
            OpCount.Sum(constants.Select(constant => Count(constant) * ((DataType)constant.DataType).SizeBytes())));
    }

    private static string Format(OnnxModel model)
    {
        string[] names = [model.Definition.ProducerName, model.Definition.ProducerVersion];
        string producer = string.Join(' ', names.Where(text => text is { Length: > 0 }));
        string suffix = producer.Length > 0 ? $", by {producer}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"ONNX model, opset {model.Opset}{suffix}");
    }

    private static TensorDescription Describe(ValueInfoProto value) =>
        new(value.Name, $"{OnnxInput.ElementType(value)}".ToLowerInvariant(), OnnxInput.ShapeOf(value));

    // A damaged tensor may claim any dimensions; it is refused when the network is run.
    private static Int128 Count(TensorProto tensor) =>
        tensor.Dims.Any(dimension => dimension < 0) ? 0 : TensorShape.Of([.. tensor.Dims]).LengthFrom(0) ?? long.MaxValue;
}
