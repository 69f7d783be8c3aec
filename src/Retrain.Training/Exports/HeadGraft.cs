using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Heads;

namespace Retrain.Training.Exports;

/// <summary>
/// Joins decoding, backbone and head into the one graph that is written. Names are retrain.py's (add_final_training_ops), operations
/// those that TensorFlow 1.x and 2.x both load: Add and not AddV2.
/// </summary>
internal static class HeadGraft
{
    /// <summary>Where the head begins. // [batch, bottleneck length]</summary>
    public const string Bottleneck = "input_1/BottleneckInputPlaceholder";

    private const string Weights = "final_training_ops/weights/final_weights";
    private const string Biases = "final_training_ops/biases/final_biases";
    private const string MatMul = "final_training_ops/Wx_plus_b/MatMul";
    private const string Logits = "final_training_ops/Wx_plus_b/add";

    /// <param name="bottleneckScale">What the bottlenecks were multiplied by in training; folded into the weights here.</param>
    /// <exception cref="RetrainException">RT4011: the name of the probabilities is another node's.</exception>
    public static GraphDef Graft(Backbone backbone, SoftmaxHead head, float bottleneckScale, string finalTensorName)
    {
        string inputNode = TensorName.Parse(backbone.InputTensor).Node;
        GraphDef graph = new() { Versions = backbone.Graph.Definition.Versions };
        graph.Node.AddRange(DecodingNodes.For(backbone));
        foreach (NodeDef node in backbone.Graph.Definition.Node)
        {
            graph.Node.Add(node.Name == inputNode ? InputWithDecodingDefault(backbone, inputNode) : node);
        }

        graph.Node.AddRange(HeadNodes(backbone, head, bottleneckScale, finalTensorName));
        RequireUniqueNames(graph, finalTensorName);
        return graph;
    }

    /// <summary>Those nodes of the written graph that make probabilities of a bottleneck, from <see cref="Bottleneck"/> on.</summary>
    /// <param name="bottleneckScale">As in <see cref="Graft"/>.</param>
    public static FrozenGraph HeadAlone(Backbone backbone, SoftmaxHead head, float bottleneckScale, string finalTensorName)
    {
        GraphDef graph = new() { Versions = backbone.Graph.Definition.Versions };
        graph.Node.Add(NodeDefs.Operation("Placeholder", TensorName.Parse(backbone.BottleneckTensor).Node, [],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, head.Length)));
        graph.Node.AddRange(HeadNodes(backbone, head, bottleneckScale, finalTensorName));
        return FrozenGraph.Of(graph);
    }

    /// <summary>Checks the name of the probabilities before the work and not after it.</summary>
    /// <exception cref="RetrainException">RT4003 or RT4011.</exception>
    public static void RequireFreeName(Backbone backbone, string finalTensorName)
    {
        if (!GraphValidation.IsNodeName(finalTensorName))
        {
            throw new RetrainException(OptionDiagnostics.InvalidValue(
                "--final_tensor_name", finalTensorName, "a name of letters, digits, '_', '.', '-' and '/' that begins with a letter or a digit"));
        }

        Graft(backbone, new SoftmaxHead(backbone.BottleneckLength, 1), 1, finalTensorName);
    }

    // Whoever feeds normalised pixels still can; whoever does not gets them from the JPEG.
    private static NodeDef InputWithDecodingDefault(Backbone backbone, string inputNode) =>
        NodeDefs.Operation("PlaceholderWithDefault", inputNode, [DecodingNodes.Output],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, backbone.HeightPixels, backbone.WidthPixels, 3));

    private static IEnumerable<NodeDef> HeadNodes(Backbone backbone, SoftmaxHead head, float bottleneckScale, string finalTensorName) =>
    [
        NodeDefs.Operation("PlaceholderWithDefault", Bottleneck, [TensorName.Parse(backbone.BottleneckTensor).ToString()],
            NodeDefs.Type("dtype", DataType.DtFloat), NodeDefs.Shape("shape", -1, head.Length)),
        NodeDefs.Constant(Weights, head.TensorFlowWeights(bottleneckScale), [head.Length, head.LabelCount]),
        NodeDefs.Operation("Identity", $"{Weights}/read", [Weights], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Constant(Biases, head.Biases, [head.LabelCount]),
        NodeDefs.Operation("Identity", $"{Biases}/read", [Biases], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Operation("MatMul", MatMul, [Bottleneck, $"{Weights}/read"],
            NodeDefs.Type("T", DataType.DtFloat), NodeDefs.Flag("transpose_a", false), NodeDefs.Flag("transpose_b", false)),
        NodeDefs.Operation("Add", Logits, [MatMul, $"{Biases}/read"], NodeDefs.Type("T", DataType.DtFloat)),
        NodeDefs.Operation("Softmax", finalTensorName, [Logits], NodeDefs.Type("T", DataType.DtFloat)),
    ];

    private static void RequireUniqueNames(GraphDef graph, string finalTensorName)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (NodeDef node in graph.Node)
        {
            if (!names.Add(node.Name))
            {
                throw node.Name == finalTensorName
                    ? new RetrainException(OptionDiagnostics.TensorNameTaken(finalTensorName))
                    : new InvalidOperationException($"two nodes of the trained graph are called '{node.Name}'");
            }
        }
    }
}
