using Retrain.Runtime.Graphs.Protos;

namespace Retrain.Training.GraphRewriting;

/// <summary>Removes nodes that pass a tensor on unchanged: reads of former variables, checks, and places to feed other values.</summary>
internal static class BypassIdentities
{
    private static readonly string[] Ops =
        ["Identity", "StopGradient", "PreventGradient", "Snapshot", "CheckNumerics", "PlaceholderWithDefault"];

    public static void Apply(EditableGraph graph)
    {
        foreach (NodeDef node in graph.Definition.Node.Where(node => Ops.Contains(node.Op) && node.Input.Count == 1).ToArray())
        {
            if (!graph.IsOutput(node))
            {
                graph.Redirect(node, node.Input[0]);
                graph.Remove(node);
            }
        }
    }
}
