using System.Globalization;

namespace Retrain.Runtime.Graphs.TensorFlow;

/// <summary>
/// An edge of a GraphDef: "node" and "node:0" are a node's first output, "node:1" its second, "^node" a control edge.
/// </summary>
/// <remarks>
/// It is a class: the framework's collections of references are compiled already, those of a struct would be compiled at each start.
/// </remarks>
/// <param name="Node">The node's name.</param>
/// <param name="Output">The number of its output, from 0; <see cref="Control"/> for a control edge.</param>
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
