using Retrain.Runtime;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Diagnostics;
using Retrain.Training.GraphRewriting;

namespace Retrain.Training.Backbones;

/// <summary>
/// Cuts the part between the input and the bottleneck out of a published graph. It leaves out the classifier of ImageNet's categories and
/// Inception's own decoding, whose nodes have the same names as those of the trained graph.
/// </summary>
internal static class NetworkCut
{
    /// <summary>The name of the input after the cut, which is the same for every network so that serving programs find it.</summary>
    public const string Input = "input:0";

    /// <exception cref="RetrainException">RT2026: a file with the right name contains another graph.</exception>
    public static FrozenGraph Cut(FrozenGraph graph, PublishedBackbone published)
    {
        TensorName input = TensorName.Parse(published.InputTensor);
        string inputNode = TensorName.Parse(Input).Node;

        if (MissingTensor(graph, published) is string missing)
        {
            throw new RetrainException(BackboneDiagnostics.OtherNetwork(graph.Origin, published.Name, $"it has no tensor '{missing}'"));
        }

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

    /// <summary>The tensor of the published network that a graph lacks; <see langword="null"/> where it has both.</summary>
    public static string? MissingTensor(FrozenGraph graph, PublishedBackbone published)
    {
        string[] tensors = [published.InputTensor, published.BottleneckTensor];
        return tensors.Select(tensor => TensorName.Parse(tensor).Node).FirstOrDefault(node => !graph.TryFindNode(node, out _));
    }
}
