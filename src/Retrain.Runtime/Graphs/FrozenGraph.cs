using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs;

/// <summary>A TensorFlow GraphDef whose variables are constants: names are unique, every edge leads somewhere, there is no cycle.</summary>
internal sealed class FrozenGraph
{
    private readonly Dictionary<string, NodeDef> nodes;

    private FrozenGraph(GraphDef definition, string? origin)
    {
        Definition = definition;
        Origin = origin;
        nodes = GraphValidation.IndexByName(definition, origin);
        GraphValidation.Check(definition, nodes, origin);
    }

    public GraphDef Definition { get; }

    /// <summary>The file it came from, for messages.</summary>
    public string? Origin { get; }

    public static FrozenGraph Load(string path)
    {
        if (Directory.Exists(path))
        {
            throw new RetrainException(File.Exists(Path.Combine(path, "saved_model.pb"))
                ? GraphDiagnostics.NotAGraph(path, $"this is a SavedModel folder, {GraphFileSignature.NotFrozen}")
                : GraphDiagnostics.NotAGraph(path, "this is a folder"));
        }

        try
        {
            using FileContent content = FileContent.Read(path);
            return Parse(content.Bytes, path);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, "there is no such file"), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RetrainException(GraphDiagnostics.UnreadableGraph(path, exception.Message.TrimEnd('.')), exception);
        }
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
            : throw new RetrainException(GraphDiagnostics.NotAGraph(origin, "this holds no nodes"));
    }

    /// <summary>A graph that was made here and not read.</summary>
    /// <param name="definition">Its nodes.</param>
    /// <param name="origin">The file of the graph that it was made of.</param>
    public static FrozenGraph Of(GraphDef definition, string? origin = null) => new(definition, origin);

    /// <summary>The node that computes a tensor.</summary>
    /// <param name="name">"x", "x:0" or "^x".</param>
    public NodeDef Node(string name) => TryFindNode(name, out NodeDef? node)
        ? node
        : throw new RetrainException(
            GraphDiagnostics.UnknownTensor(Origin, name, NearestNames.Of(TensorName.Parse(name).Node, nodes.Keys, 3)));

    public bool TryFindNode(string name, [NotNullWhen(true)] out NodeDef? node) => nodes.TryGetValue(TensorName.Parse(name).Node, out node);

    /// <summary>The nodes that some tensors depend on, each after those it reads, without those behind the cuts.</summary>
    /// <param name="outputs">Tensors to compute.</param>
    /// <param name="cuts">Tensors that are given; the nodes that compute them are left out.</param>
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
