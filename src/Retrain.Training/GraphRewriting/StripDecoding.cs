using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.GraphRewriting;

/// <summary>
/// Leaves only what makes the output of normalised pixels: no decoding, for which phones and other programs have no op, no node that the
/// output does not need, and no control edge. What the decoding knew about normalisation stays as attributes that TensorFlow ignores.
/// </summary>
internal static class StripDecoding
{
    public static GraphDef Apply(FrozenGraph graph, string inputTensor, TensorShape inputShape, string outputTensor)
    {
        TensorName input = TensorName.Parse(inputTensor);
        int[] dimensions = Array.ConvertAll(inputShape.Dimensions.ToArray(), checked(dimension => (int)dimension));
        NodeDef placeholder = NodeDefs.Operation("Placeholder", input.Node, [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", dimensions));
        if (TensorFlowInput.NormalizationAt(graph, inputTensor) is { } normalization)
        {
            placeholder.Attr.Add(TensorFlowInput.MeanAttribute, new AttrValue { F = normalization.Mean });
            placeholder.Attr.Add(TensorFlowInput.StdAttribute, new AttrValue { F = normalization.Std });
        }

        GraphDef stripped = new() { Versions = graph.Definition.Versions };
        stripped.Node.Add(placeholder);
        stripped.Node.AddRange(graph.NodesFor([TensorName.Parse(outputTensor)], new HashSet<TensorName> { input }).Select(WithoutControlEdges));
        return stripped;
    }

    private static NodeDef WithoutControlEdges(NodeDef node)
    {
        NodeDef kept = node.Clone();
        kept.Input.Clear();
        kept.Input.AddRange(node.Input.Where(input => !TensorName.Parse(input).IsControl));

        // Where the node was to be placed beside another, which may be gone.
        kept.Attr.Remove("_class");
        return kept;
    }
}
