using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Runtime.Graphs.Conversion;

/// <summary>
/// Converts the nodes between some tensors of a frozen graph to ONNX; each op in its family's file, found through <see cref="OpTable"/>.
/// </summary>
internal sealed class OnnxConverter
{
    private const int OnnxVersion = 8; // ONNX 1.12 and later read it
    private const int OpsetVersion = 18; // the first whose reductions all take their axes as an input

    /// <summary>The limit for one image, or for the batch that a graph is fixed to: more is damage or malice.</summary>
    private const long MaximumBytes = 1L << 30;

    /// <summary>ONNX Runtime computes all that depends on constants only before a run: a few bytes must not become gigabytes.</summary>
    private const long MaximumGrowthBytes = 1L << 26;

    private readonly FrozenGraph graph;
    private readonly OnnxGraph onnx;
    private readonly Dictionary<TensorName, OnnxValue> values = [];
    private readonly HashSet<OnnxValue> followingFromConstants = [];

    private OnnxConverter(FrozenGraph graph, IEnumerable<TensorName> names)
    {
        this.graph = graph;
        onnx = new(names.Select(name => name.ToString()));
    }

    /// <summary>Converts the nodes between inputs and outputs; nodes that the outputs do not need are not looked at.</summary>
    /// <param name="graph">The TensorFlow graph.</param>
    /// <param name="inputs">
    /// The tensors to be fed. Any tensor can be: the nodes that compute it are left out. The ONNX inputs have their names, without ":0".
    /// </param>
    /// <param name="outputs">The tensors to be computed, in TensorFlow's order of dimensions.</param>
    /// <param name="inputShape">The shape of the first input where the graph leaves it open.</param>
    public static ConvertedModel Convert(
        FrozenGraph graph, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, TensorShape? inputShape = null)
    {
        TensorName[] from = [.. inputs.Select(TensorName.Parse)];
        TensorName[] to = [.. outputs.Select(TensorName.Parse)];
        OnnxConverter converter = new(graph, from.Concat(to));
        foreach (TensorName input in from)
        {
            converter.AddInput(input, input == from[0] ? inputShape : null);
        }

        foreach (NodeDef node in graph.NodesFor(to, from.ToHashSet()))
        {
            converter.ConvertNode(node, outputs[0]);
        }

        foreach (TensorName output in to)
        {
            OnnxValue value = converter.ValueOf(output, output.ToString());
            converter.onnx.AddOutput(output.ToString(), value.AsWritten, value.Type, value.Shape);
        }

        converter.onnx.Proto.Name = "frozen_graph";
        ModelProto header = new()
        {
            IrVersion = OnnxVersion,
            ProducerName = "dotnet-retrain",
            OpsetImport = { new OperatorSetIdProto { Domain = string.Empty, Version = OpsetVersion } },
        };
        return new(header, converter.onnx.Proto, converter.onnx.Weights);
    }

    private void AddInput(TensorName input, TensorShape? shape)
    {
        NodeDef node = graph.Node(input.ToString());
        NodeAttributes attributes = new(node, graph.Origin);
        DataType type = node.Op switch
        {
            "DecodeJpeg" or "DecodePng" => DataType.DtUint8,
            "ResizeBilinear" or "Dequantize" => DataType.DtFloat, // whatever they read
            _ => attributes.FirstType("dtype", "DstT", "T") ?? DataType.DtFloat,
        };
        shape ??= node.Op is "Placeholder" or "PlaceholderWithDefault" ? attributes.Shape("shape") : TensorShape.Unknown;
        onnx.AddInput(input.ToString(), type, shape);
        values[input] = OnnxValue.Computed(onnx, input.ToString(), type, shape, Layout.AsWritten);
    }

    private void ConvertNode(NodeDef node, string output)
    {
        if (node.Op is "Placeholder")
        {
            if (values.ContainsKey(new(node.Name, 0)))
            {
                return; // fed, and read through an output that it does not have
            }

            throw new RetrainException(GraphDiagnostics.PlaceholderNotFed(graph.Origin, node.Name, output));
        }

        OpConverter convert = OpTable.Find(node.Op)
            ?? throw new RetrainException(GraphDiagnostics.UnsupportedOp(graph.Origin, node.Name, node.Op));
        OnnxValue[] inputs = [.. node.Input
            .Select(TensorName.Parse)
            .Where(input => !input.IsControl)
            .Select(input => ValueOf(input, node.Name))];
        OnnxValue[] results = convert(new(node, inputs, onnx, graph));
        RefuseGrowth(node, inputs, results);
        for (int i = 0; i < results.Length; i++)
        {
            values.TryAdd(new(node.Name, i), results[i]); // an output that is fed keeps the fed value
        }
    }

    private void RefuseGrowth(NodeDef node, OnnxValue[] inputs, OnnxValue[] results)
    {
        bool isConstant = inputs.All(followingFromConstants.Contains);

        // From eight bits to float a constant grows four times.
        long limit = isConstant && inputs.Length > 0 ? MaximumGrowthBytes + (4 * inputs.Max(SizeBytes)) : MaximumBytes;
        foreach (OnnxValue result in results)
        {
            if (SizeBytes(result) > limit)
            {
                string reason = $"gives a tensor of shape {result.Shape}, which would take more than {limit >> 20} MiB";
                throw new RetrainException(GraphDiagnostics.BadInputs(graph.Origin, node.Name, node.Op, reason));
            }

            if (isConstant)
            {
                followingFromConstants.Add(result);
            }
        }
    }

    /// <summary>The size as far as it is known; at most <see cref="int.MaxValue"/>, so that sums and products do not overflow.</summary>
    private static long SizeBytes(OnnxValue value)
    {
        if (!value.Shape.HasRank || value.Type.ToOnnx() is 0)
        {
            return 0;
        }

        Int128 size = value.Type.SizeBytes();
        foreach (long length in value.Shape.Dimensions)
        {
            size = length is TensorShape.UnknownDimension ? size : Int128.Min(size * length, int.MaxValue);
        }

        return (long)size;
    }

    private OnnxValue ValueOf(TensorName tensor, string reader) => values.TryGetValue(tensor, out OnnxValue? value)
        ? value
        : throw new RetrainException(
            GraphDiagnostics.BadEdge(graph.Origin, reader, tensor.ToString(), "an output that its node does not have"));
}
