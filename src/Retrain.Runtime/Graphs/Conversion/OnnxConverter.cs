using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx;
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

    private readonly FrozenGraph graph;
    private readonly OnnxGraph onnx;
    private readonly Dictionary<TensorName, OnnxValue> values = [];
    private readonly HashSet<OnnxValue> followingFromConstants = [];

    private readonly TensorMemory memory;

    private OnnxConverter(FrozenGraph graph, IEnumerable<TensorName> names, IEnumerable<TensorName[]> reads)
    {
        this.graph = graph;
        memory = new(graph.Origin, reads.SelectMany(tensors => tensors, (_, tensor) => tensor.ToString()));
        onnx = new(names.Select(name => name.ToString()));
    }

    /// <summary>Converts the nodes between inputs and outputs; nodes that the outputs do not need are not looked at.</summary>
    /// <param name="graph">The TensorFlow graph.</param>
    /// <param name="inputs">
    /// The tensors to be fed. Any tensor can be: the nodes that compute it are left out. The ONNX inputs have their names, without ":0".
    /// </param>
    /// <param name="outputs">The tensors to be computed, in TensorFlow's order of dimensions.</param>
    /// <param name="inputShape">The shape of the first input where the graph leaves it open.</param>
    /// <param name="feedsFloats">Whether an input of bytes is fed with floats.</param>
    public static ConvertedModel Convert(
        FrozenGraph graph,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        TensorShape? inputShape = null,
        bool feedsFloats = false)
    {
        TensorName[] from = [.. inputs.Select(TensorName.Parse)];
        TensorName[] to = [.. outputs.Select(TensorName.Parse)];
        IReadOnlyList<NodeDef> nodes = graph.NodesFor(to, from.ToHashSet());
        TensorName[][] reads = [.. nodes.Select(DataInputs)];
        OnnxConverter converter = new(graph, from.Concat(to), reads.Append(to));
        foreach (TensorName input in from)
        {
            converter.AddInput(input, input == from[0] ? inputShape : null, feedsFloats);
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            converter.ConvertNode(nodes[i], reads[i], outputs[0]);
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

    private void AddInput(TensorName input, TensorShape? shape, bool feedsFloats)
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
        bool isCast = feedsFloats && type is DataType.DtUint8;
        onnx.AddInput(input.ToString(), isCast ? DataType.DtFloat : type, shape);
        string value = isCast
            ? onnx.Add(input.ToString(), "Cast", [input.ToString()], OnnxAttribute.Of("to", (long)type.ToOnnx()))
            : input.ToString();
        values[input] = OnnxValue.Computed(onnx, value, type, shape, Layout.AsWritten);
    }

    private void ConvertNode(NodeDef node, TensorName[] reads, string output)
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
        OnnxValue[] inputs = [.. reads.Select(input => ValueOf(input, node.Name))];
        OnnxValue[] results = convert(new(node, inputs, onnx, graph));
        AddMemory(node, reads, inputs, results);
        for (int i = 0; i < results.Length; i++)
        {
            values.TryAdd(new(node.Name, i), results[i]); // an output that is fed keeps the fed value
        }
    }

    private void AddMemory(NodeDef node, TensorName[] reads, OnnxValue[] inputs, OnnxValue[] results)
    {
        bool isConstant = inputs.All(followingFromConstants.Contains);
        long? largestConstant = isConstant && inputs.Length > 0 ? inputs.Max(SizeBytes) : null;
        for (int i = 0; i < results.Length; i++)
        {
            // The elements of a constant are in the file, and so in memory anyway.
            long sizeBytes = inputs.Length is 0 ? 0 : SizeBytes(results[i]);
            memory.Add((node.Name, node.Op), new TensorName(node.Name, i).ToString(), results[i].Shape, sizeBytes, largestConstant);
            if (isConstant)
            {
                followingFromConstants.Add(results[i]);
            }
        }

        foreach (TensorName read in reads)
        {
            memory.Read(read.ToString());
        }
    }

    private static TensorName[] DataInputs(NodeDef node) =>
        [.. node.Input.Select(TensorName.Parse).Where(input => !input.IsControl)];

    private static long SizeBytes(OnnxValue value) =>
        value.Type.ToOnnx() is 0 ? 0 : TensorMemory.SizeBytes(value.Shape, value.Type.SizeBytes());

    private OnnxValue ValueOf(TensorName tensor, string reader) => values.TryGetValue(tensor, out OnnxValue? value)
        ? value
        : throw new RetrainException(
            GraphDiagnostics.BadEdge(graph.Origin, reader, tensor.ToString(), "an output that its node does not have"));
}
