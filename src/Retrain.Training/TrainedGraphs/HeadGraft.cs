using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Heads;

namespace Retrain.Training.TrainedGraphs;

/// <summary>
/// Joins decoding, backbone and head into the graph that is written. Its names are those of retrain.py (add_final_training_ops), and its
/// ops are those that both TensorFlow 1.x and 2.x load: Add, not AddV2.
/// </summary>
internal static class HeadGraft
{
    /// <summary>The tensor at which the head begins, shape [batch, bottleneckLength].</summary>
    public const string Bottleneck = "input_1/BottleneckInputPlaceholder";

    private const string Flat = "input_1/Reshape";
    private const string Weights = "final_training_ops/weights/final_weights";
    private const string Biases = "final_training_ops/biases/final_biases";
    private const string MatMul = "final_training_ops/Wx_plus_b/MatMul";
    private const string Logits = "final_training_ops/Wx_plus_b/add";

    /// <exception cref="RetrainException">RT4011 or RT2034: a node of the head has the name of another node.</exception>
    public static GraphDef Graft(Backbone backbone, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty = null) =>
        Graft(
            backbone,
            HeadNodes(BottleneckOf(backbone), head, finalTensorName, novelty, () => NoveltyTensor(backbone, finalTensorName)),
            finalTensorName);

    /// <summary>The tensor of the novelty in a graph that computes it.</summary>
    public static string NoveltyTensor(Backbone backbone, string finalTensorName)
    {
        NodeDef[] kept = Kept(backbone, TensorName.Parse(backbone.InputTensor).Node);
        return FreeName.Of(TrainedNovelty.Tensor, name =>
            name == finalTensorName
            || kept.Any(node => node.Name == name || node.Name.StartsWith($"{name}/", StringComparison.Ordinal)));
    }

    /// <summary>The graph before training, whose head has weights and biases without values.</summary>
    /// <exception cref="RetrainException">RT4011 or RT2034: a node of the head has the name of another node.</exception>
    public static GraphDef Outline(Backbone backbone, string finalTensorName)
    {
        NodeDef Unknown(string name) => NodeDefs.Operation("Const", name, [], NodeDefs.Type("dtype", DataType.DtFloat));
        NodeDef probabilities = NodeDefs.Operation("Softmax", finalTensorName, [Logits], NodeDefs.Type("T", DataType.DtFloat));
        return Graft(
            backbone,
            HeadNodes(BottleneckOf(backbone), Unknown(Weights), Unknown(Biases), probabilities, backbone.BottleneckLength),
            finalTensorName);
    }

    /// <summary>The nodes of the written graph that compute probabilities from a bottleneck, from <see cref="Bottleneck"/> on.</summary>
    public static FrozenGraph HeadAlone(Backbone backbone, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty = null)
    {
        GraphDef graph = new() { Versions = GraphOf(backbone).Definition.Versions };
        graph.Node.Add(NodeDefs.Operation("Placeholder", Flat, [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, head.Length)));
        graph.Node.AddRange(HeadNodes(Flat, head, finalTensorName, novelty, () => NoveltyTensor(backbone, finalTensorName)));
        return FrozenGraph.Of(graph);
    }

    private static GraphDef Graft(Backbone backbone, IEnumerable<NodeDef> headNodes, string finalTensorName)
    {
        string inputNode = TensorName.Parse(backbone.InputTensor).Node;
        NodeDef[] kept = Kept(backbone, inputNode);
        HashSet<string> taken = [.. kept.Select(node => node.Name), inputNode];
        bool takesBytes = TensorFlowInput.TakesBytes(GraphOf(backbone).Node(inputNode));
        NodeDef[] decoding =
            DecodingNodes.CanDo(backbone.Preprocessing) ? [.. DecodingNodes.For(backbone, taken, takesBytes)] : [];
        GraphDef graph = new() { Versions = GraphOf(backbone).Definition.Versions };
        graph.Node.AddRange(decoding);
        graph.Node.Add(Input(backbone, inputNode, decoding.LastOrDefault()?.Name, takesBytes));
        graph.Node.AddRange(kept);
        graph.Node.AddRange(backbone.NeedsFlattening ? FlatteningNodes(backbone) : []);
        graph.Node.AddRange(headNodes);
        RequireUniqueNames(graph, finalTensorName, backbone.Graph.Origin);
        return graph;
    }

    private static string BottleneckOf(Backbone backbone) =>
        backbone.NeedsFlattening ? Flat : TensorName.Parse(backbone.BottleneckTensor).ToString();

    private static FrozenGraph GraphOf(Backbone backbone) => (FrozenGraph)backbone.Graph;

    // The new head and decoding replace those of the backbone. The nodes keep the order of the file.
    private static NodeDef[] Kept(Backbone backbone, string inputNode)
    {
        HashSet<string> needed =
        [
            .. GraphOf(backbone).NodesFor([TensorName.Parse(backbone.BottleneckTensor)], new HashSet<TensorName> { new(inputNode, 0) })
                .Select(node => node.Name),
        ];
        return [.. GraphOf(backbone).Definition.Node.Where(node => needed.Contains(node.Name)).Select(WithoutLostControls)];

        // A control edge orders side effects, of which the remaining nodes have none.
        NodeDef WithoutLostControls(NodeDef node)
        {
            bool IsLost(string input) =>
                TensorName.Parse(input) is { IsControl: true } control && control.Node != inputNode && !needed.Contains(control.Node);
            if (!node.Input.Any(IsLost))
            {
                return node;
            }

            NodeDef kept = node.Clone();
            kept.Input.Clear();
            kept.Input.AddRange(node.Input.Where(input => !IsLost(input)));
            return kept;
        }
    }

    // A program can still feed normalised pixels; without them the graph takes them from the JPEG.
    private static NodeDef Input(Backbone backbone, string inputNode, string? decoded, bool takesBytes)
    {
        NodeDef input = NodeDefs.Operation(
            decoded is null ? "Placeholder" : "PlaceholderWithDefault", inputNode, decoded is null ? [] : [decoded],
            NodeDefs.Type("dtype", takesBytes ? DataType.DtUint8 : DataType.DtFloat),
            NodeDefs.Shape("shape", -1, backbone.HeightPixels, backbone.WidthPixels, 3));
        Say(TensorFlowInput.OrientationAttribute, OrientationWord.Of(backbone.Preprocessing.IgnoresOrientation));
        if (!backbone.Preprocessing.IsLegacy)
        {
            Say(TensorFlowInput.PreprocessingAttribute, PreprocessingJson.Write(backbone.Preprocessing));
        }

        return input;

        void Say(string attribute, string text)
        {
            (string name, AttrValue value) = NodeDefs.Text(attribute, text);
            input.Attr.Add(name, value);
        }
    }

    private static NodeDef[] HeadNodes(
        string bottleneck, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty, Func<string> noveltyTensor) =>
    [
        .. HeadNodes(
            bottleneck,
            NodeDefs.FloatConstant(Weights, head.TensorFlowWeights(), [head.Length, head.LabelCount]),
            NodeDefs.Constant(Biases, head.Biases, [head.LabelCount]),
            NodeDefs.Operation(
                "Softmax", finalTensorName, [Logits],
                [NodeDefs.Type("T", DataType.DtFloat), .. Thresholds(head, novelty, noveltyTensor)]),
            head.Length),
        .. novelty is null ? [] : NoveltyNodes.For(novelty.Bank, Bottleneck, finalTensorName, noveltyTensor()),
    ];

    // TensorFlow ignores attributes with such names.
    private static IEnumerable<(string Name, AttrValue Value)> Thresholds(
        SoftmaxHead head, TrainedNovelty? novelty, Func<string> noveltyTensor)
    {
        if (head.ConfidenceThreshold is float confidence)
        {
            yield return NodeDefs.Number(FrozenGraph.ConfidenceThresholdAttribute, confidence);
        }

        if (novelty is not null)
        {
            yield return NodeDefs.Text(FrozenGraph.NoveltyTensorAttribute, noveltyTensor());
            if (novelty.Threshold is float threshold)
            {
                yield return NodeDefs.Number(FrozenGraph.NoveltyThresholdAttribute, threshold);
            }
        }
    }

    private static NodeDef[] HeadNodes(string bottleneck, NodeDef weights, NodeDef biases, NodeDef probabilities, int length) =>
    [
        NodeDefs.Operation("PlaceholderWithDefault", Bottleneck, [bottleneck],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, length)),
        weights,
        NodeDefs.Operation("Identity", $"{Weights}/read", [Weights], NodeDefs.Type("T", DataType.DtFloat)),
        biases,
        NodeDefs.Operation("Identity", $"{Biases}/read", [Biases], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Operation("MatMul", MatMul, [Bottleneck, $"{Weights}/read"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("transpose_a", false), NodeDefs.Flag("transpose_b", false)),
        NodeDefs.Operation("Add", Logits, [MatMul, $"{Biases}/read"], NodeDefs.Type("T", DataType.DtFloat)),
        probabilities,
    ];

    // [batch, 1, 1, length] -> [batch, length]
    private static NodeDef[] FlatteningNodes(Backbone backbone) =>
    [
        NodeDefs.Constant($"{Flat}/shape", [-1, backbone.BottleneckLength], [2]),
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
