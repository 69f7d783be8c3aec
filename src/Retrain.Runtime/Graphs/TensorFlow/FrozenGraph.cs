using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>A TensorFlow GraphDef whose variables are constants: names are unique, every edge leads somewhere, there is no cycle.</summary>
internal sealed class FrozenGraph : NetworkGraph
{
    /// <summary>The attribute, on the node of the probabilities, with the probability from which on a label can be believed.</summary>
    public const string ConfidenceThresholdAttribute = "_confidence_threshold";

    /// <summary>The attribute, on the node of the probabilities, with the name of the tensor that holds the novelty.</summary>
    public const string NoveltyTensorAttribute = "_novelty_tensor";

    /// <summary>The attribute, on the node of the probabilities, with the novelty up to which an image is familiar.</summary>
    public const string NoveltyThresholdAttribute = "_novelty_threshold";

    private readonly Dictionary<string, NodeDef> nodes;

    private FrozenGraph(GraphDef definition, string? origin)
        : base(origin)
    {
        nodes = GraphValidation.IndexByName(definition, origin);
        GraphValidation.Check(definition, nodes, origin);
        Definition = InferenceBranches.Keep(definition);
        nodes = ReferenceEquals(Definition, definition) ? nodes : GraphValidation.IndexByName(Definition, origin);
    }

    public GraphDef Definition { get; }

    /// <summary>The name in retrain.py's MobileNets and in graphs of this project; retrain.py's Inception has another.</summary>
    public override string DefaultInput => !nodes.ContainsKey("input") && Inputs is [string only] ? only : "input";

    public override string DefaultOutput => "final_result";

    public override IReadOnlyList<string> Inputs => TensorFlowInput.Of(this);

    public override IReadOnlyList<string> Results
    {
        get
        {
            HashSet<string> left = [.. Definition.Node.Where(node => NoveltyOf(node.Name) is not null).SelectMany(NodesOfNoveltyAlone)];
            NodeDef[] rest = [.. Definition.Node.Where(node => !left.Contains(node.Name))];
            HashSet<string> read = [.. rest.SelectMany(node => node.Input).Select(input => TensorName.Parse(input).Node)];
            return
            [
                .. rest.Where(node => !read.Contains(node.Name) && node.Op is not ("Const" or "Placeholder" or "NoOp"))
                    .OrderByDescending(node => NodesFor([new(node.Name, 0)], new HashSet<TensorName>()).Count)
                    .Select(node => node.Name),
            ];
        }
    }

    public static FrozenGraph Load(string path)
    {
        using FileContent content = FileContent.Read(path);
        return Parse(content.Bytes, path);
    }

    /// <param name="bytes">A serialised GraphDef.</param>
    /// <param name="origin">The file it came from, for messages.</param>
    public static FrozenGraph Parse(ReadOnlySpan<byte> bytes, string? origin)
    {
        if (GraphFileSignature.Explain(bytes) is { } reason)
        {
            throw new RetrainException(GraphDiagnostics.NotAGraph(origin, reason));
        }

        GraphDef definition;
        try
        {
            definition = GraphDef.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new RetrainException(
                GraphDiagnostics.NotAGraph(origin, "this is not a GraphDef, or it is truncated or damaged"), exception);
        }

        return definition.Node.Count > 0
            ? new(definition, origin)
            : throw new RetrainException(GraphDiagnostics.NotAGraph(origin, "this graph has no nodes"));
    }

    /// <summary>A graph that was made in memory and not read from a file.</summary>
    /// <param name="definition">Its nodes.</param>
    /// <param name="origin">The file of the graph that it was made from.</param>
    public static FrozenGraph Of(GraphDef definition, string? origin = null) => new(definition, origin);

    /// <summary>The node that computes a tensor.</summary>
    /// <param name="name">The tensor, for instance "x", "x:0" or "^x".</param>
    public NodeDef Node(string name) => TryFindNode(name, out NodeDef? node)
        ? node
        : throw new RetrainException(
            GraphDiagnostics.UnknownTensor(Origin, name, NearestNames.Of(TensorName.Parse(name).Node, nodes.Keys, 3)));

    public override ImageInput InputAt(string tensor) => TensorFlowInput.At(this, tensor);

    public override float? ConfidenceThresholdOf(string outputTensor) =>
        Node(outputTensor).Attr.TryGetValue(ConfidenceThresholdAttribute, out AttrValue? threshold) ? threshold.F : null;

    public override NoveltyOutput? NoveltyOf(string outputTensor)
    {
        // A tool that keeps what the probabilities need leaves the attribute where it was.
        NodeDef probabilities = Node(outputTensor);
        return probabilities.Attr.TryGetValue(NoveltyTensorAttribute, out AttrValue? attribute)
            && attribute.S.ToStringUtf8() is string tensor && !TensorName.Parse(tensor).IsControl && TryFindNode(tensor, out _)
            ? new(
                tensor,
                probabilities.Attr.TryGetValue(NoveltyThresholdAttribute, out AttrValue? threshold) ? threshold.F : null)
            : null;
    }

    public override string? BottleneckOf(string outputTensor) => FinalLayer.InputOf(this, outputTensor);

    public override (NetworkGraph Graph, string Tensor) Joined(string first, string second)
    {
        string joined = FreeName.Of("joined", nodes.ContainsKey);
        string axis = FreeName.Of($"{joined}/axis", nodes.ContainsKey);
        NodeDef one = new() { Name = axis, Op = "Const" };
        one.Attr.Add("dtype", new AttrValue { Type = DataType.DtInt32 });
        one.Attr.Add("value", new AttrValue { Tensor = new() { Dtype = DataType.DtInt32, TensorShape = new(), IntVal = { 1 } } });
        NodeDef concat = new() { Name = joined, Op = "ConcatV2", Input = { first, second, axis } };
        concat.Attr.Add("N", new AttrValue { I = 2 });
        concat.Attr.Add("T", new AttrValue { Type = DataType.DtFloat });
        concat.Attr.Add("Tidx", new AttrValue { Type = DataType.DtInt32 });
        GraphDef definition = new() { Versions = Definition.Versions, Node = { Definition.Node, one, concat } };
        return (new FrozenGraph(definition, Origin), joined);
    }

    public bool TryFindNode(string name, [NotNullWhen(true)] out NodeDef? node) => nodes.TryGetValue(TensorName.Parse(name).Node, out node);

    // What the probabilities need too is not among them.
    private IEnumerable<string> NodesOfNoveltyAlone(NodeDef probabilities)
    {
        HashSet<TensorName> none = [];
        return NodesFor([TensorName.Parse(NoveltyOf(probabilities.Name)!.Tensor)], none)
            .Except(NodesFor([new(probabilities.Name, 0)], none)).Select(node => node.Name);
    }

    /// <summary>The nodes that some tensors depend on, each after those it reads, up to the cuts.</summary>
    /// <param name="outputs">The tensors to compute.</param>
    /// <param name="cuts">The tensors that are given; the nodes that compute them are left out.</param>
    public IReadOnlyList<NodeDef> NodesFor(IEnumerable<TensorName> outputs, IReadOnlySet<TensorName> cuts)
    {
        List<NodeDef> ordered = [];
        HashSet<string> entered = new(StringComparer.Ordinal);

        // Depth first with a stack of our own: a chain of thousands of nodes must not overflow the thread's.
        Stack<(NodeDef Node, int NextInput)> path = [];
        foreach (TensorName output in outputs)
        {
            Enter(output);
            while (path.TryPop(out (NodeDef Node, int NextInput) step))
            {
                if (step.NextInput == step.Node.Input.Count)
                {
                    ordered.Add(step.Node);
                    continue;
                }

                path.Push((step.Node, step.NextInput + 1));
                Enter(TensorName.Parse(step.Node.Input[step.NextInput]));
            }
        }

        return ordered;

        void Enter(TensorName tensor)
        {
            // Control edges order side effects; a frozen graph has none that change a value.
            if (!tensor.IsControl && !cuts.Contains(tensor) && entered.Add(tensor.Node))
            {
                path.Push((Node(tensor.Node), 0));
            }
        }
    }
}
