using Retrain.Runtime;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Heads;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// Joins decoding, backbone and head into the one graph that is written. Names are retrain.py's (add_final_training_ops), operations
/// those that TensorFlow 1.x and 2.x both load: Add and not AddV2.
/// </summary>
internal static class HeadGraft
{
    /// <summary>Where the head begins. // [batch, bottleneck length]</summary>
    public const string Bottleneck = "input_1/BottleneckInputPlaceholder";

    private const string Flat = "input_1/Reshape";
    private const string Weights = "final_training_ops/weights/final_weights";
    private const string Biases = "final_training_ops/biases/final_biases";
    private const string MatMul = "final_training_ops/Wx_plus_b/MatMul";
    private const string Logits = "final_training_ops/Wx_plus_b/add";

    /// <param name="bottleneckScale">What the bottlenecks were multiplied by in training; folded into the weights here.</param>
    /// <exception cref="RetrainException">RT4011 or RT2034: a name of the head's is another node's.</exception>
    public static GraphDef Graft(Backbone backbone, SoftmaxHead head, float bottleneckScale, string finalTensorName)
    {
        string inputNode = TensorName.Parse(backbone.InputTensor).Node;
        NodeDef[] kept = Kept(backbone, inputNode);
        HashSet<string> taken = [.. kept.Select(node => node.Name), inputNode];
        NodeDef[] decoding = [.. DecodingNodes.For(backbone, taken)];
        GraphDef graph = new() { Versions = GraphOf(backbone).Definition.Versions };
        graph.Node.AddRange(decoding);
        graph.Node.Add(InputWithDecodingDefault(backbone, inputNode, decoding[^1].Name));
        graph.Node.AddRange(kept);
        graph.Node.AddRange(backbone.NeedsFlattening ? FlatteningNodes(backbone, head.Length) : []);
        string bottleneck = backbone.NeedsFlattening ? Flat : TensorName.Parse(backbone.BottleneckTensor).ToString();
        graph.Node.AddRange(HeadNodes(bottleneck, head, bottleneckScale, finalTensorName));
        RequireUniqueNames(graph, finalTensorName, backbone.Graph.Origin);
        return graph;
    }

    /// <summary>Those nodes of the written graph that make probabilities of a bottleneck, from <see cref="Bottleneck"/> on.</summary>
    /// <param name="bottleneckScale">As in <see cref="Graft"/>.</param>
    public static FrozenGraph HeadAlone(Backbone backbone, SoftmaxHead head, float bottleneckScale, string finalTensorName)
    {
        GraphDef graph = new() { Versions = GraphOf(backbone).Definition.Versions };
        graph.Node.Add(NodeDefs.Operation("Placeholder", Flat, [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, head.Length)));
        graph.Node.AddRange(HeadNodes(Flat, head, bottleneckScale, finalTensorName));
        return FrozenGraph.Of(graph);
    }

    private static FrozenGraph GraphOf(Backbone backbone) => (FrozenGraph)backbone.Graph;

    // Neither the backbone's own head nor its own decoding, whose places ours take; in the file's order.
    private static NodeDef[] Kept(Backbone backbone, string inputNode)
    {
        HashSet<string> needed =
        [
            .. GraphOf(backbone).NodesFor([TensorName.Parse(backbone.BottleneckTensor)], new HashSet<TensorName> { new(inputNode, 0) })
                .Select(node => node.Name),
        ];
        return [.. GraphOf(backbone).Definition.Node.Where(node => needed.Contains(node.Name)).Select(WithoutLostControls)];

        // A control edge orders side effects, which what is left has none of.
        NodeDef WithoutLostControls(NodeDef node)
        {
            bool IsLost(string input) => TensorName.Parse(input) is { IsControl: true } control && control.Node != inputNode && !needed.Contains(control.Node);
            if (!node.Input.Any(IsLost))
            {
                return node;
            }

            NodeDef mended = node.Clone();
            mended.Input.Clear();
            mended.Input.AddRange(node.Input.Where(input => !IsLost(input)));
            return mended;
        }
    }

    // Whoever feeds normalised pixels still can; whoever does not gets them from the JPEG.
    private static NodeDef InputWithDecodingDefault(Backbone backbone, string inputNode, string decoded) =>
        NodeDefs.Operation("PlaceholderWithDefault", inputNode, [decoded],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, backbone.HeightPixels, backbone.WidthPixels, 3));

    private static IEnumerable<NodeDef> HeadNodes(string bottleneck, SoftmaxHead head, float bottleneckScale, string finalTensorName) =>
    [
        NodeDefs.Operation("PlaceholderWithDefault", Bottleneck, [bottleneck],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, head.Length)),
        NodeDefs.Constant(Weights, head.TensorFlowWeights(bottleneckScale), [head.Length, head.LabelCount]),
        NodeDefs.Operation("Identity", $"{Weights}/read", [Weights], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Constant(Biases, head.Biases, [head.LabelCount]),
        NodeDefs.Operation("Identity", $"{Biases}/read", [Biases], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Operation("MatMul", MatMul, [Bottleneck, $"{Weights}/read"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("transpose_a", false), NodeDefs.Flag("transpose_b", false)),
        NodeDefs.Operation("Add", Logits, [MatMul, $"{Biases}/read"], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Operation("Softmax", finalTensorName, [Logits], [NodeDefs.Type("T", DataType.DtFloat), .. Threshold(head)]),
    ];

    // TensorFlow ignores attributes of such names.
    private static (string Name, AttrValue Value)[] Threshold(SoftmaxHead head) =>
        head.ConfidenceThreshold is float threshold ? [NodeDefs.Number(FrozenGraph.ConfidenceThresholdAttribute, threshold)] : [];

    // [batch, 1, 1, length] -> [batch, length]
    private static NodeDef[] FlatteningNodes(Backbone backbone, int length) =>
    [
        NodeDefs.Constant($"{Flat}/shape", [-1, length], [2]),
        NodeDefs.Operation("Reshape", Flat, [TensorName.Parse(backbone.BottleneckTensor).ToString(), $"{Flat}/shape"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Type("Tshape", DataType.DtInt32)),
    ];

    private static void RequireUniqueNames(GraphDef graph, string finalTensorName, string? origin)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (NodeDef node in graph.Node)
        {
            if (!names.Add(node.Name))
            {
                throw new RetrainException(node.Name == finalTensorName
                    ? OptionDiagnostics.TensorNameTaken(finalTensorName)
                    : NetworkDiagnostics.HeadNameTaken(origin, node.Name));
            }
        }
    }
}
