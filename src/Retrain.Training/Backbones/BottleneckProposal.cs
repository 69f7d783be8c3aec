using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>
/// The tensor that a new head should read. For retrain.py's backbones it is retrain.py's choice. For other networks it is the input of the
/// last fully connected layer or the output of the last pooling; where there is neither, the image's row among the outputs of a published
/// encoder, or else the tokens or the feature map that it puts out, pooled.
/// </summary>
/// <param name="Graph">The network, with the pooling if there is one.</param>
/// <param name="Tensor">The name of the tensor in that graph.</param>
/// <param name="Shape">The shape of the tensor for images of the given size.</param>
/// <param name="Length">The number of values per image.</param>
/// <param name="Pooling">The pooling of a tensor of the network's file; <see langword="null"/> for none.</param>
internal sealed record BottleneckProposal(
    NetworkGraph Graph, string Tensor, TensorShape Shape, int Length, BottleneckPooling? Pooling)
{
    private const string Tokens = "last_hidden_state";

    // The names that transformers' exporters give to the rows of images, the best first.
    private static readonly string[] RowNames = ["image_embeds", "pooler_output"];

    /// <summary>The tensor of the network's file that the bottleneck is, or is pooled from.</summary>
    public string Source => Pooling?.Tensor ?? Tensor;

    /// <summary>Finds the best tensor of a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">The tensor that images are fed to.</param>
    /// <param name="inputShape">The shape of that tensor: [batch, height, width, 3].</param>
    /// <exception cref="RetrainException">RT2032: the end of the graph does not look like that of a classifier or an encoder.</exception>
    public static BottleneckProposal Of(NetworkGraph graph, string inputTensor, TensorShape inputShape)
    {
        // Computing a shape takes as long as converting the graph.
        Dictionary<string, TensorShape> shapes = new(StringComparer.Ordinal);
        NetworkLayers layers = NetworkLayers.Of(graph);
        IEnumerable<string> others = graph.Results.Where(result => result is not Tokens && !RowNames.Contains(result));
        string tensor = RetrainPyNetwork.Find(graph)?.BottleneckTensor
            ?? others.Select(result => Search(layers, result, ShapeOf)).FirstOrDefault(found => found is not null)
            ?? RowNames.Append(Tokens).FirstOrDefault(graph.Results.Contains)
            ?? graph.Results.FirstOrDefault(result => IsFeatureMap(ShapeOf(result)))
            ?? throw new RetrainException(NetworkDiagnostics.NoBottleneck(graph.Origin, graph.Results));
        return Pooled(graph, inputTensor, tensor, ShapeOf(tensor), inputShape);

        // Neither axis may be that of the channels; what is nearly as large as the image is one.
        bool IsFeatureMap(TensorShape shape) => shape is { HasRank: true, Rank: 4 }
            && shape.Dimensions[1..].ToArray().Count(side => side > 0 && side * 2 <= Math.Min(inputShape[1], inputShape[2])) >= 2;

        TensorShape ShapeOf(string name)
        {
            if (!shapes.TryGetValue(name, out TensorShape? shape))
            {
                shape = TensorShapes.Of(graph, inputTensor, name, inputShape);
                shapes.Add(name, shape);
            }

            return shape;
        }
    }

    /// <summary>Proposes the tensor that the user named, pooled where it has several rows for an image.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor. RT2014: the size of the tensor is unknown.</exception>
    public static BottleneckProposal At(NetworkGraph graph, string inputTensor, string tensor, TensorShape inputShape) =>
        Pooled(graph, inputTensor, tensor, TensorShapes.Of(graph, inputTensor, tensor, inputShape), inputShape);

    private static BottleneckProposal Pooled(
        NetworkGraph graph, string inputTensor, string tensor, TensorShape shape, TensorShape inputShape)
    {
        bool channelsFirst = graph.InputAt(inputTensor).ChannelsFirst;
        long? patches = NetworkLayers.Of(graph).PatchSide is (int height, int width)
            ? inputShape[1] / height * (inputShape[2] / width)
            : null;
        if (BottleneckPooling.Of(tensor, shape, patches, channelsFirst) is not { } pooling)
        {
            return new(graph, tensor, shape, LengthOf(graph, tensor, shape), null);
        }

        (NetworkGraph pooledGraph, string pooled) = PooledNetwork.Of(graph, pooling);
        TensorShape row = TensorShapes.Of(pooledGraph, inputTensor, pooled, inputShape);
        return new(pooledGraph, pooled, row, LengthOf(graph, pooled, row), pooling);
    }

    private static int LengthOf(NetworkGraph graph, string tensor, TensorShape shape)
    {
        // A graph for one image at a time may have removed the batch axis.
        long? length = shape is { HasRank: true, Rank: 1 } ? shape.LengthFrom(0) : shape.LengthFrom(1);
        return length is > 0 and <= int.MaxValue / sizeof(float)
            ? (int)length.Value
            : throw new RetrainException(GraphDiagnostics.UnknownSize(graph.Origin, tensor, shape.ToString()));
    }

    private static string? Search(NetworkLayers layers, string result, Func<string, TensorShape> shapeOf)
    {
        string tensor = result;
        while (layers.LayerOf(tensor) is { Input: { } input } layer)
        {
            switch (layer.Kind)
            {
                case LayerKind.Renames or LayerKind.Reshapes or LayerKind.Selects or LayerKind.Finishes:
                    tensor = input;
                    continue;
                case LayerKind.FullyConnected:
                    return Plain(layers, input);
                case LayerKind.Convolves when IsOnePixel(shapeOf(tensor)) && IsOnePixel(shapeOf(input)):
                    return Plain(layers, input);
                case LayerKind.Pools when IsFlat(shapeOf(tensor)):
                    return tensor;
                default:
                    return null;
            }
        }

        return null;
    }

    // A tensor that is merely passed on, for instance by a dropout layer, is named by its origin.
    private static string Plain(NetworkLayers layers, string tensor)
    {
        while (layers.LayerOf(tensor) is { Kind: LayerKind.Renames, Input: { } input })
        {
            tensor = input;
        }

        return tensor;
    }

    private static bool IsFlat(TensorShape shape) => shape.HasRank && (shape.Rank <= 2 || IsOnePixel(shape));

    // [batch, channels, 1, 1] or [batch, 1, 1, channels]
    private static bool IsOnePixel(TensorShape shape) =>
        shape is { HasRank: true, Rank: 4 } && shape.Dimensions[1..].ToArray().Count(dimension => dimension is 1) >= 2;
}
