using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.Backbones;

/// <summary>
/// Cuts out of a published graph what lies between its input and its bottleneck: without the decoding of its own that Inception's has, whose
/// nodes are called as ours, and without what names ImageNet's categories.
/// </summary>
internal static class NetworkCut
{
    /// <summary>
    /// What the input is called behind the cut, whatever its name was: programs that serve a trained graph find it by one name.
    /// </summary>
    public const string Input = "input:0";

    public static FrozenGraph Cut(FrozenGraph graph, PublishedBackbone published)
    {
        TensorName input = TensorName.Parse(published.InputTensor);
        string inputNode = TensorName.Parse(Input).Node;

        // Both are looked for first: a file of the right name may hold another graph.
        _ = graph.Node(input.Node);
        GraphDef cut = new() { Versions = graph.Definition.Versions };
        cut.Node.Add(NodeDefs.Operation("Placeholder", inputNode, [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, published.SizePixels, published.SizePixels, 3)));
        foreach (NodeDef node in graph.NodesFor([TensorName.Parse(published.BottleneckTensor)], new HashSet<TensorName> { input }))
        {
            NodeDef kept = node.Clone();
            kept.Input.Clear();
            kept.Input.AddRange(node.Input.Where(name => !TensorName.Parse(name).IsControl)
                .Select(name => TensorName.Parse(name) == input ? inputNode : name));
            cut.Node.Add(kept);
        }

        return FrozenGraph.Of(cut, graph.Origin);
    }
}
