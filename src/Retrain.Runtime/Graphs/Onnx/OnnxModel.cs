using Google.Protobuf;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Onnx.Protos;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Graphs.Onnx;

/// <summary>An ONNX model with all its weights inside.</summary>
internal sealed class OnnxModel : NetworkGraph
{
    private const int OldestOpset = 7; // the first whose Add and Gemm broadcast as today's do

    private readonly Dictionary<string, NodeProto> producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> computed = new(StringComparer.Ordinal); // tensors that depend on the image
    private HashSet<string>? tensorNames;

    private OnnxModel(ModelProto definition, string? origin)
        : base(origin)
    {
        Definition = definition;
        HashSet<string> initializers = [.. definition.Graph.Initializer.Select(tensor => tensor.Name)];
        Fed = [.. definition.Graph.Input.Where(input => !initializers.Contains(input.Name))];
        computed.UnionWith(Fed.Select(input => input.Name));
        HashSet<string> known = [.. initializers, .. computed];
        foreach (NodeProto node in definition.Graph.Node)
        {
            RequireOrder(node, known);
            bool depends = OnnxCut.InputsOf(node).Any(computed.Contains);
            foreach (string output in node.Output.Where(output => output.Length > 0))
            {
                producers[output] = node;
                if (depends)
                {
                    computed.Add(output);
                }
            }
        }
    }

    public ModelProto Definition { get; }

    /// <summary>The names of all tensors.</summary>
    public IReadOnlySet<string> TensorNames => tensorNames ??=
    [
        .. Definition.Graph.Node.SelectMany(node => node.Output.Concat(OnnxCut.InputsOf(node))),
        .. Definition.Graph.Input.Select(input => input.Name),
    ];

    /// <summary>The names of the files beside the model that its weights were read from; empty if all were inside.</summary>
    public IReadOnlyList<string> WeightFiles { get; private init; } = [];

    /// <summary>The version of ONNX's own operators.</summary>
    public long Opset => OpsetOf(Definition);

    /// <summary>The inputs that are not weights.</summary>
    public IReadOnlyList<ValueInfoProto> Fed { get; }

    public override string DefaultInput => Inputs is [string only] ? only : "input";

    public override string DefaultOutput => Results is [string only] ? only : "final_result";

    public override IReadOnlyList<string> Inputs =>
        Of(DataType.Float, DataType.Float16) is { Count: > 0 } floats ? floats : Of(DataType.Uint8);

    public override IReadOnlyList<string> Results
    {
        get
        {
            string? novelty = OnnxMetadata.Text(Definition, OnnxMetadata.NoveltyTensor);
            return [.. Definition.Graph.Output.Select(output => output.Name).Where(output => output != novelty)];
        }
    }

    /// <param name="bytes">A serialised ModelProto. They are not to be changed afterwards, as the model's weights lie in them.</param>
    /// <param name="origin">The file it came from, for messages and for weights beside it.</param>
    /// <exception cref="RetrainException">RT2001: it is not an ONNX model; RT2033: the model cannot be used.</exception>
    public static OnnxModel Parse(ReadOnlyMemory<byte> bytes, string? origin)
    {
        ModelProto definition;
        try
        {
            definition = OnnxMessage.Parse(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RetrainException(
                GraphDiagnostics.NotAGraph(origin, "this ONNX model is truncated or damaged", isOnnx: true), exception);
        }

        if (definition.Graph is null || definition.Graph.Node.Count is 0)
        {
            throw new RetrainException(GraphDiagnostics.NotAGraph(origin, "this ONNX model has no nodes", isOnnx: true));
        }

        IReadOnlyList<string> weightFiles = ExternalWeights.Inline(definition.Graph, origin);
        long opset = OpsetOf(definition);
        return opset >= OldestOpset
            ? new(definition, origin) { WeightFiles = weightFiles }
            : throw new RetrainException(GraphDiagnostics.UnsupportedModel(
                origin, $"uses opset {opset}", $"convert it to opset {OldestOpset} or later (onnx.version_converter)"));
    }

    /// <summary>The model with more nodes at its end, which read its tensors.</summary>
    public OnnxModel With(params IEnumerable<NodeProto> nodes)
    {
        ModelProto definition = Definition.Clone(); // the bytes of weights are shared
        definition.Graph.Node.AddRange(nodes);
        return new(definition, Origin);
    }

    public override float? ConfidenceThresholdOf(string outputTensor) => OnnxMetadata.Number(Definition, OnnxMetadata.ConfidenceThreshold);

    public override NoveltyOutput? NoveltyOf(string outputTensor) =>
        OnnxMetadata.Text(Definition, OnnxMetadata.NoveltyTensor) is string tensor && IsComputed(tensor) && outputTensor == DefaultOutput
            ? new(tensor, OnnxMetadata.Number(Definition, OnnxMetadata.NoveltyThreshold))
            : null;

    public override string? BottleneckOf(string outputTensor) => OnnxFinalLayer.InputOf(this, outputTensor);

    public override (NetworkGraph Graph, string Tensor) Joined(string first, string second)
    {
        string joined = OnnxCut.Free(this, "joined");
        string[] floats = [OnnxCut.Free(this, "joined/first"), OnnxCut.Free(this, "joined/second")];
        AttributeProto type = OnnxAttribute.Of("to", (long)DataType.Float);
        return (
            With(
                OnnxCut.Node("Cast", [Existing(first)], floats[0], type),
                OnnxCut.Node("Cast", [Existing(second)], floats[1], type),
                OnnxCut.Node("Concat", floats, joined, OnnxAttribute.Of("axis", 1))),
            joined);
    }

    public override ImageInput InputAt(string tensor) => OnnxInput.At(this, tensor);

    private List<string> Of(params DataType[] types) =>
        [.. Fed.Where(input => types.Contains(OnnxInput.ElementType(input))).Select(input => input.Name)];

    private static long OpsetOf(ModelProto definition) =>
        definition.OpsetImport.FirstOrDefault(set => set.Domain is "" or "ai.onnx")?.Version ?? 1;

    /// <summary>The node that computes a tensor; <see langword="null"/> for inputs and weights.</summary>
    public NodeProto? Producer(string tensor) => producers.GetValueOrDefault(tensor);

    /// <summary>Whether a tensor depends on the image, and is not the same for every one.</summary>
    public bool IsComputed(string tensor) => computed.Contains(tensor);

    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public string Existing(string tensor) => producers.ContainsKey(tensor) || computed.Contains(tensor)
        ? tensor
        : throw new RetrainException(GraphDiagnostics.UnknownTensor(
            Origin, tensor, NearestNames.Of(tensor, Fed.Select(input => input.Name).Concat(producers.Keys), 3)));

    // ONNX demands that a tensor has one node, which comes before those that read it: no chain of nodes leads back to itself.
    private void RequireOrder(NodeProto node, HashSet<string> known)
    {
        if (node.Input.FirstOrDefault(input => input.Length > 0 && !known.Contains(input)) is string unknown)
        {
            throw new RetrainException(GraphDiagnostics.BadEdge(Origin, node.Name, unknown, "a tensor that no node before it computes"));
        }

        if (node.Output.FirstOrDefault(output => output.Length > 0 && !known.Add(output)) is string second)
        {
            throw new RetrainException(
                GraphDiagnostics.BadNodeName(Origin, node.Name, $"computes the tensor '{second}', which exists already"));
        }
    }
}
