using System.Diagnostics.CodeAnalysis;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>The nodes of a network while they are rewritten: what computes a tensor, and who reads it.</summary>
internal sealed class EditableGraph
{
    private readonly Dictionary<string, NodeDef> nodes = new(StringComparer.Ordinal);

    /// <param name="definition">Each node after those it reads, without control edges; copied.</param>
    /// <param name="output">The tensor that all is for.</param>
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

    /// <summary>A name that no node has.</summary>
    public string UniqueName(string wanted) => FreeName.Of(wanted, nodes.ContainsKey);

    /// <summary>The node that computes an input of another.</summary>
    public NodeDef Source(NodeDef node, int input) => nodes[TensorName.Parse(node.Input[input]).Node];

    /// <summary>A float constant that a node reads.</summary>
    public bool TryReadConstant(NodeDef node, int input, [NotNullWhen(true)] out TensorConstant? constant)
    {
        constant = node.Input.Count > input ? FloatTensor.Read(Source(node, input)) : null;
        return constant is not null;
    }

    public int CountReaders(NodeDef node) =>
        Definition.Node.Sum(reader => reader.Input.Count(input => TensorName.Parse(input).Node == node.Name)) + (IsOutput(node) ? 1 : 0);

    public bool IsOutput(NodeDef node) => Output.Node == node.Name;

    /// <summary>Lets all who read one tensor read another.</summary>
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

    /// <summary>Puts nodes where one was, one of them under its name.</summary>
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
