using System.Runtime.InteropServices;
using Google.Protobuf;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>Stores large constants in fewer bits, or as values that compress well.</summary>
internal static class StoreWeights
{
    // The limit of graph_transforms' quantize_weights: storing smaller constants, such as biases, loses precision but hardly saves bytes.
    public const int SmallestLength = 1024;

    public static void Apply(EditableGraph graph, WeightFormat format)
    {
        if (format is WeightFormat.EightBit or WeightFormat.Rounded)
        {
            SplitScale.Apply(graph);
        }

        foreach (NodeDef node in graph.Definition.Node.ToArray())
        {
            if (!graph.IsOutput(node)
                && FloatTensor.Read(node) is TensorConstant constant && constant.Shape.LengthFrom(0) >= SmallestLength)
            {
                NodeDef[]? stored = format switch
                {
                    WeightFormat.Half => AsHalf(graph, node, constant),
                    WeightFormat.EightBit => AsEightBit(graph, node, constant),
                    WeightFormat.Rounded => Rounded(node, constant),
                    _ => null,
                };
                if (stored is not null)
                {
                    graph.Replace(node, stored);
                }
            }
        }
    }

    private static NodeDef[]? AsHalf(EditableGraph graph, NodeDef node, TensorConstant constant)
    {
        Half[] halves = Array.ConvertAll(FloatTensor.Values(constant).ToArray(), value => (Half)value);
        if (!halves.All(Half.IsFinite))
        {
            return null;
        }

        NodeDef stored = Constant(graph.UniqueName($"{node.Name}/half"), DataType.DtHalf, MemoryMarshal.AsBytes<Half>(halves), node);
        NodeDef widened = NodeDefs.Operation(
            "Cast", node.Name, [stored.Name], NodeDefs.Type("SrcT", DataType.DtHalf), NodeDefs.Type("DstT", DataType.DtFloat));
        return [stored, widened];
    }

    // The node names are those of quantize_graph.py's quantize_weight_eightbit.
    private static NodeDef[]? AsEightBit(EditableGraph graph, NodeDef node, TensorConstant constant)
    {
        if (WeightRange.Of(FloatTensor.Values(constant)) is not WeightRange range)
        {
            return null;
        }

        byte[] codes = Array.ConvertAll(FloatTensor.Values(constant).ToArray(), range.CodeOf);
        NodeDef stored = Constant(graph.UniqueName($"{node.Name}_quantized_const"), DataType.DtQuint8, codes, node);
        NodeDef minimum = NodeDefs.Constant(graph.UniqueName($"{node.Name}_quantized_min"), range.Minimum);
        NodeDef maximum = NodeDefs.Constant(graph.UniqueName($"{node.Name}_quantized_max"), range.Maximum);
        NodeDef dequantized = NodeDefs.Operation("Dequantize", node.Name, [stored.Name, minimum.Name, maximum.Name],
            NodeDefs.Type("T", DataType.DtQuint8), NodeDefs.Text("mode", "MIN_FIRST"));
        return [stored, minimum, maximum, dequantized];
    }

    private static NodeDef[]? Rounded(NodeDef node, TensorConstant constant)
    {
        if (WeightRange.Of(FloatTensor.Values(constant)) is not WeightRange range)
        {
            return null;
        }

        float[] values = Array.ConvertAll(FloatTensor.Values(constant).ToArray(), value => range.ValueOf(range.CodeOf(value)));
        return [FloatTensor.Node(node.Name, values, constant.Shape)];
    }

    private static NodeDef Constant(string name, DataType type, ReadOnlySpan<byte> content, NodeDef original) =>
        NodeDefs.Operation("Const", name, [], NodeDefs.Type("dtype", type), ("value", new AttrValue
        {
            Tensor = new TensorProto
            {
                Dtype = type,
                TensorShape = original.Attr["value"].Tensor.TensorShape,
                TensorContent = ByteString.CopyFrom(content),
            },
        }));
}
