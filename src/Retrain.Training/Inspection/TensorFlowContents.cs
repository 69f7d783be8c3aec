using System.Globalization;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;

namespace Retrain.Training.Inspection;

/// <summary>Reads the contents of a GraphDef, which has types and shapes only for its placeholders.</summary>
internal static class TensorFlowContents
{
    public static GraphContents Of(FrozenGraph graph)
    {
        TensorProto[] constants = [.. graph.Definition.Node.Where(node => node.Op is "Const").Select(Value).OfType<TensorProto>()];
        return new(
            string.Create(CultureInfo.InvariantCulture, $"TensorFlow graph, producer {graph.Definition.Versions?.Producer ?? 0}"),
            [.. graph.Definition.Node.Where(node => node.Op is "Placeholder" or "PlaceholderWithDefault").Select(Describe)],
            [.. Outputs(graph).Select(name => new TensorDescription(name, Type(graph.Node(name), "T"), TensorShape.Unknown))],
            OpCount.Of(graph.Definition.Node.Select(node => node.Op)),
            OpCount.Sum(constants.Select(Count)),
            OpCount.Sum(constants.Select(constant => Count(constant) * constant.Dtype.ToOnnx().SizeBytes())));
    }

    private static IEnumerable<string> Outputs(FrozenGraph graph) =>
        [.. graph.Results, .. graph.Results.Select(graph.NoveltyOf).OfType<NoveltyOutput>().Select(novelty => novelty.Tensor)];

    private static TensorDescription Describe(NodeDef node) =>
        new(node.Name, Type(node, "dtype"),
            node.Attr.TryGetValue("shape", out AttrValue? shape) ? TensorShape.From(shape.Shape) : TensorShape.Unknown);

    private static string? Type(NodeDef node, string attribute) =>
        node.Attr.TryGetValue(attribute, out AttrValue? type) && type.ValueCase is AttrValue.ValueOneofCase.Type
            ? type.Type.Describe()
            : null;

    private static TensorProto? Value(NodeDef node) => node.Attr.TryGetValue("value", out AttrValue? value) ? value.Tensor : null;

    // A damaged tensor may claim any dimensions; it is refused when the network is run.
    private static Int128 Count(TensorProto tensor) => TensorShape.From(tensor.TensorShape).LengthFrom(0) ?? 0;
}
