using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// Decides conditions that are known before a run, as TensorFlow's graph optimiser does: a Switch whose condition is constant passes its
/// input on to one branch, and the Merge behind it reads that branch alone. A learning phase that is not fed is that of inference.
/// </summary>
internal sealed class InferenceBranches
{
    private static readonly string[] LearningPhases = ["learning_phase", "is_training", "phase_train", "training_phase"];

    private readonly Dictionary<string, NodeDef> nodes;
    private readonly Dictionary<string, TensorName> decided = new(StringComparer.Ordinal); // the tensor that a Switch or Merge passes on
    private readonly HashSet<string> dead = new(StringComparer.Ordinal); // nodes, and outputs as "node:1"

    private InferenceBranches(GraphDef graph) => nodes = graph.Node.ToDictionary(node => node.Name, StringComparer.Ordinal);

    /// <summary>Removes the branches that inference does not take.</summary>
    /// <param name="graph">A graph that is valid; it is not changed.</param>
    /// <returns>The graph itself where there is nothing to decide.</returns>
    public static GraphDef Keep(GraphDef graph)
    {
        if (!graph.Node.Any(node => node.Op is "Switch"))
        {
            return graph;
        }

        InferenceBranches branches = new(graph);
        NodeDef[] ordered = [.. InOrder(graph)];
        foreach (NodeDef node in ordered)
        {
            branches.Decide(node);
        }

        Dictionary<string, NodeDef> rewritten = ordered.Where(node => !branches.dead.Contains(node.Name))
            .ToDictionary(node => node.Name, branches.Rewritten, StringComparer.Ordinal);
        RemoveConditions(graph, ordered, rewritten);
        GraphDef kept = new() { Versions = graph.Versions };
        kept.Node.AddRange(graph.Node.Select(node => rewritten.GetValueOrDefault(node.Name)).OfType<NodeDef>());
        return kept;
    }

    // Each node after those it reads: a valid graph has no cycle.
    private static IEnumerable<NodeDef> InOrder(GraphDef graph)
    {
        Dictionary<string, int> waitingFor = graph.Node.ToDictionary(node => node.Name, node => node.Input.Count, StringComparer.Ordinal);
        ILookup<string, NodeDef> readers = graph.Node.SelectMany(Sources, (node, source) => (source, node))
            .ToLookup(edge => edge.source, edge => edge.node, StringComparer.Ordinal);
        Queue<NodeDef> ready = new(graph.Node.Where(node => node.Input.Count is 0));
        while (ready.TryDequeue(out NodeDef? node))
        {
            yield return node;
            foreach (NodeDef reader in readers[node.Name].Where(reader => --waitingFor[reader.Name] is 0))
            {
                ready.Enqueue(reader);
            }
        }
    }

    // What only conditions read would look like results of the graph.
    private static void RemoveConditions(GraphDef graph, NodeDef[] ordered, Dictionary<string, NodeDef> kept)
    {
        HashSet<string> readBefore = [.. graph.Node.SelectMany(Sources)];
        Dictionary<string, int> readers = kept.Values.SelectMany(Sources).GroupBy(source => source, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        foreach (NodeDef node in Enumerable.Reverse(ordered))
        {
            if (readBefore.Contains(node.Name) && readers.GetValueOrDefault(node.Name) is 0 && kept.Remove(node.Name, out NodeDef? removed))
            {
                foreach (string source in Sources(removed))
                {
                    readers[source]--;
                }
            }
        }
    }

    private static IEnumerable<string> Sources(NodeDef node) => node.Input.Select(input => TensorName.Parse(input).Node);

    private void Decide(NodeDef node)
    {
        TensorName[] inputs = [.. node.Input.Select(TensorName.Parse)];
        TensorName[] live = [.. inputs.Where(input => !IsDead(input))];
        if (node.Op is "Merge" && live.Length > 0)
        {
            // Its second output tells which branch was taken; no converter reads that.
            if (live is [TensorName only] && inputs.Length > 1)
            {
                decided.Add(node.Name, only);
            }
        }
        else if (live.Length < inputs.Length)
        {
            dead.Add(node.Name);
        }
        else if (node.Op is "Switch" && inputs.Length > 1 && Value(inputs[1]) is bool condition)
        {
            decided.Add(node.Name, inputs[0]);
            dead.Add(condition ? $"{node.Name}:0" : $"{node.Name}:1");
        }
    }

    private bool IsDead(TensorName tensor) => dead.Contains(tensor.Node) || dead.Contains($"{tensor.Node}:{tensor.Output}");

    // A loop and no recursion: a chain of thousands of nodes must not overflow the thread's stack.
    private bool? Value(TensorName tensor)
    {
        bool isNegated = false;
        while (nodes[tensor.Node] is { Input.Count: > 0 } passed
            && passed.Op is "Identity" or "StopGradient" or "PlaceholderWithDefault" or "LogicalNot")
        {
            isNegated ^= passed.Op is "LogicalNot";
            tensor = TensorName.Parse(passed.Input[0]);
        }

        return Constant(nodes[tensor.Node]) is bool value ? value ^ isNegated : null;
    }

    private static bool? Constant(NodeDef node) => node.Op switch
    {
        "Const" when node.Attr.TryGetValue("value", out AttrValue? value) && value.Tensor is { Dtype: DataType.DtBool } tensor =>
            Element(tensor),
        "Placeholder" when node.Attr.TryGetValue("dtype", out AttrValue? type) && type.Type is DataType.DtBool
            && LearningPhases.Any(name => node.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) => false,
        _ => null,
    };

    private static bool? Element(TensorProto tensor) =>
        tensor.TensorContent.Length is 1 ? tensor.TensorContent[0] is not 0
        : tensor.TensorContent.IsEmpty ? tensor.BoolVal is [bool value, ..] && value
        : null;

    // A Switch or Merge that is decided becomes an Identity of the same name, whose only output is the first.
    private NodeDef Rewritten(NodeDef node)
    {
        NodeDef rewritten = node.Clone();
        rewritten.Input.Clear();
        TensorName[] inputs = [.. node.Input.Select(TensorName.Parse).Where(input => !IsDead(input))];
        if (decided.TryGetValue(node.Name, out TensorName? passed))
        {
            rewritten.Op = "Identity";
            rewritten.Attr.Remove("N");
            inputs = [passed, .. inputs.Where(input => input.IsControl)];
        }

        rewritten.Input.AddRange(inputs.Select(input =>
            (input.Output > 0 && decided.ContainsKey(input.Node) ? input with { Output = 0 } : input).ToString()));
        return rewritten;
    }
}
