using System.Globalization;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// How a GraphDef spells an edge: "node" and "node:0" are a node's first output, "node:1" its second, "^node" a control edge.
/// </summary>
/// <remarks>A class: the framework has collections of references compiled, and would compile those of a struct again at each start.</remarks>
/// <param name="Node">The node's name.</param>
/// <param name="Output">Which of its outputs, from 0; <see cref="Control"/> for a control edge.</param>
internal sealed record TensorName(string Node, int Output)
{
    public const int Control = -1;

    public bool IsControl => Output is Control;

    public static TensorName Parse(string text)
    {
        if (text.StartsWith('^'))
        {
            return new(text[1..], Control);
        }

        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int output)
            ? new(text[..colon], output)
            : new(text, 0);
    }

    /// <summary>The shortest spelling: "node", "node:1", "^node".</summary>
    public override string ToString() => Output switch
    {
        Control => $"^{Node}",
        0 => Node,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Node}:{Output}"),
    };
}
