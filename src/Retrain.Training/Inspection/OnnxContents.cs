using System.Globalization;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Inspection;

/// <summary>What an ONNX model says of itself.</summary>
internal static class OnnxContents
{
    public static GraphContents Of(OnnxModel model)
    {
        GraphProto graph = model.Definition.Graph;
        TensorProto[] constants =
        [
            .. graph.Initializer,
            .. graph.Node.Where(node => node.OpType is "Constant").SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>(),
        ];
        return new(
            Format(model.Definition),
            [.. model.Fed.Select(Describe)],
            [.. graph.Output.Select(Describe)],
            OpCount.Of(graph.Node.Select(node => node.Domain is { Length: > 0 } domain and not "ai.onnx" ? $"{domain}.{node.OpType}" : node.OpType)),
            constants.Sum(Count),
            constants.Sum(constant => Count(constant) * SizeBytes((DataType)constant.DataType)));
    }

    private static string Format(ModelProto model)
    {
        long opset = model.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 1;
        string producer = string.Join(' ', new[] { model.ProducerName, model.ProducerVersion }.Where(text => text is { Length: > 0 }));
        return string.Create(CultureInfo.InvariantCulture, $"ONNX model, opset {opset}{(producer.Length > 0 ? $", by {producer}" : "")}");
    }

    private static TensorDescription Describe(ValueInfoProto value) =>
        new(value.Name, $"{OnnxInput.ElementType(value)}".ToLowerInvariant(), OnnxInput.ShapeOf(value));

    private static long Count(TensorProto tensor) => tensor.Dims.Aggregate(1L, (product, dimension) => product * dimension);

    private static int SizeBytes(DataType type) => type switch
    {
        DataType.Uint8 or DataType.Int8 or DataType.Bool => 1,
        DataType.Uint16 or DataType.Int16 or DataType.Float16 or DataType.Bfloat16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        _ => 0,
    };
}
