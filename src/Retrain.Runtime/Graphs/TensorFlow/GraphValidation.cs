using System.Buffers;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// Checks the same as TensorFlow when it imports a GraphDef: names, edges, cycles and versions. Ops are checked when they are converted.
/// </summary>
internal static class GraphValidation
{
    /// <summary>TF_GRAPH_DEF_VERSION of TensorFlow 2.21, the latest whose graphs were tried.</summary>
    private const int LatestGraphVersion = 2474;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.\\-/>");

    /// <summary>Whether TensorFlow allows a node to have the name.</summary>
    public static bool IsNodeName(string name) =>
        name.Length > 0 && name[0] is not ('_' or '-' or '/' or '\\') && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    public static Dictionary<string, NodeDef> IndexByName(GraphDef graph, string? origin)
    {
        Dictionary<string, NodeDef> nodes = new(graph.Node.Count, StringComparer.Ordinal);
        foreach (NodeDef node in graph.Node)
        {
            if (!IsNodeName(node.Name))
            {
                throw new RetrainException(
                    GraphDiagnostics.BadNodeName(origin, node.Name, "has a name with characters that are not allowed"));
            }

            if (!nodes.TryAdd(node.Name, node))
            {
                throw new RetrainException(GraphDiagnostics.BadNodeName(origin, node.Name, "occurs twice"));
            }
        }

        return nodes;
    }

    public static void Check(GraphDef graph, IReadOnlyDictionary<string, NodeDef> nodes, string? origin)
    {
        if (graph.Versions?.MinConsumer > LatestGraphVersion)
        {
            throw new RetrainException(GraphDiagnostics.TooNew(origin, graph.Versions.MinConsumer, LatestGraphVersion));
        }

        CheckEdges(graph, nodes, origin);
        CheckForCycles(graph, origin);
    }

    private static void CheckEdges(GraphDef graph, IReadOnlyDictionary<string, NodeDef> nodes, string? origin)
    {
        foreach (NodeDef node in graph.Node)
        {
            bool controlSeen = false;
            foreach (string input in node.Input)
            {
                TensorName name = TensorName.Parse(input);
                if (!nodes.ContainsKey(name.Node))
                {
                    throw new RetrainException(GraphDiagnostics.BadEdge(origin, node.Name, input, "which is not in the graph"));
                }

                if (controlSeen && !name.IsControl)
                {
                    throw new RetrainException(
                        GraphDiagnostics.BadEdge(origin, node.Name, input, "after a control input, which must come last"));
                }

                controlSeen |= name.IsControl;
            }
        }
    }

    /// <summary>Kahn's algorithm: a node that never becomes ready lies on a cycle or after one.</summary>
    private static void CheckForCycles(GraphDef graph, string? origin)
    {
        Dictionary<string, int> waitingFor = graph.Node.ToDictionary(node => node.Name, node => node.Input.Count, StringComparer.Ordinal);
        ILookup<string, string> readers = graph.Node
            .SelectMany(node => node.Input, (node, input) => (Source: TensorName.Parse(input).Node, Reader: node.Name))
            .ToLookup(edge => edge.Source, edge => edge.Reader, StringComparer.Ordinal);
        Queue<string> ready = new(graph.Node.Where(node => node.Input.Count is 0).Select(node => node.Name));
        int finished = 0;
        while (ready.TryDequeue(out string? name))
        {
            finished++;
            foreach (string reader in readers[name])
            {
                if (--waitingFor[reader] is 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        if (finished < graph.Node.Count)
        {
            throw new RetrainException(
                GraphDiagnostics.Cycle(origin, [.. graph.Node.Select(node => node.Name).Where(name => waitingFor[name] > 0)]));
        }
    }
}
