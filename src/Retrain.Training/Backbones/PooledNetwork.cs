using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.GraphRewriting;
using Onnx = Retrain.Runtime.Graphs.Onnx.Protos;
using TensorFlow = Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.Backbones;

/// <summary>
/// Adds the pooling of a bottleneck to the network itself, so that it is part of every trained graph, and all that reads bottlenecks reads
/// a tensor of one row for an image.
/// </summary>
internal static class PooledNetwork
{
    private const int AxesAreAnInput = 18; // the opset from which ReduceMean takes its axes as an input

    /// <summary>The network with the pooling, and the name of the pooled tensor.</summary>
    public static (NetworkGraph Graph, string Tensor) Of(NetworkGraph graph, BottleneckPooling pooling) => graph switch
    {
        OnnxModel model => Of(model, pooling),
        FrozenGraph frozen => Of(frozen, pooling),
        _ => throw new ArgumentOutOfRangeException(nameof(graph), graph, "unknown kind of graph"),
    };

    private static (NetworkGraph Graph, string Tensor) Of(OnnxModel model, BottleneckPooling pooling)
    {
        string pooled = OnnxCut.Free(model, $"{pooling.Tensor}/{pooling.Name}");
        string indices = OnnxCut.Free(model, $"{pooled}/axes");
        if (pooling.Kind is PoolingKind.FirstToken)
        {
            return (model.With(
                Integers(indices, [0], isScalar: true),
                OnnxCut.Node("Gather", [pooling.Tensor, indices], pooled, OnnxAttribute.Of("axis", pooling.Axes[0]))), pooled);
        }

        // Means of half precision would lose digits.
        string floats = OnnxCut.Free(model, $"{pooled}/floats");
        long[] axes = [.. pooling.Axes.Select(axis => (long)axis)];
        Onnx.NodeProto cast = OnnxCut.Node(
            "Cast", [pooling.Tensor], floats, OnnxAttribute.Of("to", (long)Onnx.TensorProto.Types.DataType.Float));
        Onnx.AttributeProto flat = OnnxAttribute.Of("keepdims", 0L);
        return (model.Opset >= AxesAreAnInput
            ? model.With(cast, Integers(indices, axes, isScalar: false), OnnxCut.Node("ReduceMean", [floats, indices], pooled, flat))
            : model.With(cast, OnnxCut.Node("ReduceMean", [floats], pooled, flat, OnnxAttribute.Of("axes", axes))), pooled);
    }

    private static Onnx.NodeProto Integers(string name, ReadOnlySpan<long> values, bool isScalar)
    {
        Onnx.TensorProto tensor = new() { DataType = (int)Onnx.TensorProto.Types.DataType.Int64 };
        tensor.Int64Data.AddRange(values.ToArray());
        if (!isScalar)
        {
            tensor.Dims.Add(values.Length);
        }

        Onnx.AttributeProto value = new() { Name = "value", Type = Onnx.AttributeProto.Types.AttributeType.Tensor, T = tensor };
        return OnnxCut.Node("Constant", [], name, value);
    }

    private static (NetworkGraph Graph, string Tensor) Of(FrozenGraph graph, BottleneckPooling pooling)
    {
        TensorName source = TensorName.Parse(pooling.Tensor);
        string pooled = FreeName.Of($"{source.Node}/{pooling.Name}", name => graph.TryFindNode(name, out _));
        TensorFlow.GraphDef definition = new() { Versions = graph.Definition.Versions };
        definition.Node.AddRange(graph.Definition.Node);
        definition.Node.AddRange(pooling.Kind is PoolingKind.FirstToken
            ? FirstToken(pooled, source.ToString())
            : Mean(pooled, source.ToString(), [.. pooling.Axes]));
        return (FrozenGraph.Of(definition, graph.Origin), $"{pooled}:0");
    }

    private static TensorFlow.NodeDef[] Mean(string name, string input, int[] axes) =>
    [
        NodeDefs.Constant($"{name}/axes", axes, [axes.Length]),
        NodeDefs.Operation("Mean", name, [input, $"{name}/axes"],
            NodeDefs.Type("T", TensorFlow.DataType.DtFloat), NodeDefs.Type("Tidx", TensorFlow.DataType.DtInt32),
            NodeDefs.Flag("keep_dims", false)),
    ];

    // tensor[:, 0]: bit 0 of the masks is the batch, which is whole, and bit 1 the tokens, whose axis goes away.
    private static TensorFlow.NodeDef[] FirstToken(string name, string input) =>
    [
        NodeDefs.Constant($"{name}/begin", [0, 0], [2]),
        NodeDefs.Constant($"{name}/end", [0, 1], [2]),
        NodeDefs.Constant($"{name}/strides", [1, 1], [2]),
        NodeDefs.Operation("StridedSlice", name, [input, $"{name}/begin", $"{name}/end", $"{name}/strides"],
            NodeDefs.Type("T", TensorFlow.DataType.DtFloat), NodeDefs.Type("Index", TensorFlow.DataType.DtInt32),
            NodeDefs.Integer("begin_mask", 1), NodeDefs.Integer("end_mask", 1), NodeDefs.Integer("ellipsis_mask", 0),
            NodeDefs.Integer("new_axis_mask", 0), NodeDefs.Integer("shrink_axis_mask", 2)),
    ];
}
