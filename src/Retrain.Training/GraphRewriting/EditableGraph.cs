using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>The nodes of a network while they are rewritten: it finds the node that computes a tensor and the nodes that read it.</summary>
internal sealed class EditableGraph
{
    private readonly Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);

    /// <param name="definition">The nodes, each after those it reads, without control edges. They are copied.</param>
    /// <param name="output">The tensor that the network is to compute.</param>
    public EditableGraph(GraphDef definition, TensorName output)
    {
        Definition = definition.Clone();
        Output = output;
        foreach (NodeDef node in Definition.Node)
        {
            nodes.Add(node.Name, node);
        }
    }

    public GraphDef Definition { get; }

    public TensorName Output { get; }

    /// <summary>A name that no other node has.</summary>
    public string UniqueName(string wanted) => FreeName.Of(wanted, nodes.ContainsKey);

    /// <summary>The node that computes an input of another node.</summary>
    public NodeDef Source(NodeDef node, int input) => nodes[TensorName.Parse(node.Input[input]).Node];

    /// <summary>Reads an input of a node if it is a constant of floats.</summary>
    public bool TryReadConstant(NodeDef node, int input, [NotNullWhen(true)] out TensorConstant? constant)
    {
        constant = node.Input.Count > input ? FloatTensor.Read(Source(node, input)) : null;
        return constant is not null;
    }

    public int CountReaders(NodeDef node) =>
        Definition.Node.Sum(reader => reader.Input.Count(input => TensorName.Parse(input).Node == node.Name)) + (IsOutput(node) ? 1 : 0);

    public bool IsOutput(NodeDef node) => Output.Node == node.Name;

    /// <summary>Makes all readers of a node read another tensor.</summary>
    public void Redirect(NodeDef node, string to)
    {
        foreach (NodeDef reader in Definition.Node)
        {
            for (int i = 0; i < reader.Input.Count; i++)
            {
                if (TensorName.Parse(reader.Input[i]) == new TensorName(node.Name, 0))
                {
                    reader.Input[i] = to;
                }
            }
        }
    }

    /// <summary>Replaces a node with others, one of which has its name.</summary>
    public void Replace(NodeDef node, params IEnumerable<NodeDef> replacements)
    {
        int at = 0;
        while (!ReferenceEquals(Definition.Node[at], node))
        {
            at++;
        }

        Definition.Node.RemoveAt(at);
        nodes.Remove(node.Name);
        foreach (NodeDef replacement in replacements)
        {
            Definition.Node.Insert(at++, replacement);
            nodes.Add(replacement.Name, replacement);
        }
    }

    public void Remove(NodeDef node) => Replace(node);
}
