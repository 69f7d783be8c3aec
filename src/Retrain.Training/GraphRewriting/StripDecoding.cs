using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Keeps only the nodes that compute the output from normalised pixels. It removes the decoding, for which phones and other programs have
/// no op, nodes that the output does not need, and control edges. The normalisation is kept as attributes that TensorFlow ignores.
/// </summary>
internal static class StripDecoding
{
    public static GraphDef Apply(FrozenGraph graph, string inputTensor, TensorShape inputShape, string outputTensor)
    {
        TensorName input = TensorName.Parse(inputTensor);
        int[] dimensions = Array.ConvertAll(inputShape.Dimensions.ToArray(), checked(dimension => (int)dimension));
        NodeDef placeholder = NodeDefs.Operation("Placeholder", input.Node, [],
            NodeDefs.Type("dtype", TensorFlowInput.TakesBytes(graph.Node(inputTensor)) ? DataType.DtUint8 : DataType.DtFloat),
            NodeDefs.Shape("shape", dimensions));
        if (graph.Node(inputTensor).Attr.TryGetValue(TensorFlowInput.PreprocessingAttribute, out AttrValue? preprocessing))
        {
            placeholder.Attr.Add(TensorFlowInput.PreprocessingAttribute, preprocessing);
        }
        else if (TensorFlowInput.NormalizationAt(graph, inputTensor) is { } normalization)
        {
            placeholder.Attr.Add(TensorFlowInput.MeanAttribute, new AttrValue { F = normalization.Mean.Red });
            placeholder.Attr.Add(TensorFlowInput.StdAttribute, new AttrValue { F = normalization.Std.Red });
        }

        if (TensorFlowInput.IgnoresOrientation(graph, inputTensor) is bool ignores)
        {
            (string name, AttrValue value) = NodeDefs.Text(TensorFlowInput.OrientationAttribute, OrientationWord.Of(ignores));
            placeholder.Attr.Add(name, value);
        }

        GraphDef stripped = new() { Versions = graph.Definition.Versions };
        stripped.Node.Add(placeholder);
        HashSet<TensorName> fed = [input];
        stripped.Node.AddRange(graph.NodesFor([TensorName.Parse(outputTensor)], fed).Select(WithoutControlEdges));
        return stripped;
    }

    private static NodeDef WithoutControlEdges(NodeDef node)
    {
        NodeDef kept = node.Clone();
        kept.Input.Clear();
        kept.Input.AddRange(node.Input.Where(input => !TensorName.Parse(input).IsControl));

        // It asks for the node to be placed beside another node, which may have been removed.
        kept.Attr.Remove("_class");
        return kept;
    }
}
