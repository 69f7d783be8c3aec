using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Backbones;

/// <summary>
/// The tensor that a new head should read. For retrain.py's backbones it is retrain.py's choice; for other networks it is the input of the
/// last fully connected layer or, if there is no such layer, the output of the last pooling.
/// </summary>
/// <param name="Tensor">The name of the tensor in the graph.</param>
/// <param name="Shape">The shape of the tensor for images of the given size.</param>
/// <param name="Length">The number of values per image.</param>
internal sealed record BottleneckProposal(string Tensor, TensorShape Shape, int Length)
{
    /// <summary>Finds the best tensor of a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">The tensor that images are fed to.</param>
    /// <param name="inputShape">The shape of that tensor: [batch, height, width, 3].</param>
    /// <exception cref="RetrainException">RT2032: the end of the graph does not look like a classifier or a pooling.</exception>
    public static BottleneckProposal Of(NetworkGraph graph, string inputTensor, TensorShape inputShape)
    {
        // Computing a shape takes as long as converting the graph.
        Dictionary<string, TensorShape> shapes = new(StringComparer.Ordinal);
        NetworkLayers layers = NetworkLayers.Of(graph);
        string tensor = RetrainPyNetwork.Find(graph)?.BottleneckTensor
            ?? graph.Results.Select(result => Search(layers, result, ShapeOf)).FirstOrDefault(found => found is not null)
            ?? throw new RetrainException(NetworkDiagnostics.NoBottleneck(graph.Origin, graph.Results));
        return new(tensor, ShapeOf(tensor), LengthOf(graph, tensor, ShapeOf(tensor)));

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

    /// <summary>Proposes the tensor that the user named.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor. RT2014: the size of the tensor is unknown.</exception>
    public static BottleneckProposal At(NetworkGraph graph, string inputTensor, string tensor, TensorShape inputShape)
    {
        TensorShape shape = TensorShapes.Of(graph, inputTensor, tensor, inputShape);
        return new(tensor, shape, LengthOf(graph, tensor, shape));
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
