using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;

namespace Retrain.Training.Inspection;

/// <summary>The contents of a network and its suitability as a backbone.</summary>
/// <param name="Contents">The facts that the file contains.</param>
/// <param name="Image">The input for images; <see langword="null"/> if it is unknown.</param>
/// <param name="Bottleneck">The tensor that a new head should read; <see langword="null"/> if it is unknown.</param>
/// <param name="MultiplyAdds">
/// The number of multiply-adds for one image, from the image to the first output; <see langword="null"/> if it is unknown.
/// </param>
/// <param name="Problems">The reasons why something is unknown.</param>
internal sealed record GraphInspection(
    GraphContents Contents, ImageInput? Image, BottleneckProposal? Bottleneck, long? MultiplyAdds, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>Inspects a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">The input for images, if the user names it.</param>
    /// <param name="inputSize">The size of the images, if the graph does not determine it.</param>
    /// <exception cref="RetrainException">RT2003: there is no <paramref name="inputTensor"/>.</exception>
    public static GraphInspection Of(NetworkGraph graph, string? inputTensor, InputSize? inputSize)
    {
        GraphContents contents = GraphContents.Of(graph);
        List<Diagnostic> problems = [];
        ImageInput? image = inputTensor is not null ? graph.InputAt(inputTensor) : Try(() => graph.InputAt(ImageTensor.Of(graph)));
        if (image is null)
        {
            return new(contents, null, null, null, problems);
        }

        if ((image.HeightPixels ?? inputSize?.HeightPixels, image.WidthPixels ?? inputSize?.WidthPixels) is not (int height, int width))
        {
            problems.Add(GraphDiagnostics.UnknownSize(graph.Origin, image.Tensor, image.Shape.ToString()));
            return new(contents, image, null, null, problems);
        }

        TensorShape shape = TensorShape.Of(TensorShape.UnknownDimension, height, width, 3);
        BottleneckProposal? bottleneck = Try(() => BottleneckProposal.Of(graph, image.Tensor, shape));
        ShapedModel? shaped = graph.Results is [string result, ..]
            ? Try(() => ShapedModel.Of(Converted(graph, image.Tensor, result, shape), graph.Origin))
            : null;
        contents = contents with { Outputs = [.. contents.Outputs.Select(output => output with { Shape = ShapeOf(output) })] };
        return new(contents, image, bottleneck, shaped is null ? null : Inspection.MultiplyAdds.Of(shaped), problems);

        // A TensorFlow graph does not contain the shapes of its outputs.
        TensorShape ShapeOf(TensorDescription output) =>
            output.Shape.HasRank
                ? output.Shape
                : Try(() => TensorShapes.Of(graph, image.Tensor, output.Name, shape)) ?? TensorShape.Unknown;

        T? Try<T>(Func<T> inspect)
            where T : class
        {
            try
            {
                return inspect();
            }
            catch (RetrainException exception)
            {
                if (!problems.Contains(exception.Diagnostic))
                {
                    problems.Add(exception.Diagnostic);
                }

                return null;
            }
        }
    }

    /// <summary>Counts the multiply-adds for one image up to a tensor, in the way of an inspection.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">The tensor that takes images.</param>
    /// <param name="result">The tensor up to which is counted.</param>
    /// <param name="inputShape">The shape of the images, [?, height, width, 3].</param>
    /// <returns>The number; <see langword="null"/> if it is unknown.</returns>
    /// <exception cref="RetrainException">RT20xx: the network cannot be run.</exception>
    public static long? CountMultiplyAdds(NetworkGraph graph, string inputTensor, string result, TensorShape inputShape) =>
        Inspection.MultiplyAdds.Of(ShapedModel.Of(Converted(graph, inputTensor, result, inputShape), graph.Origin));

    /// <summary>Describes any tensor, with the shape that it has for images of the network's size.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public TensorDescription Describe(NetworkGraph graph, string tensor)
    {
        _ = NetworkLayers.Of(graph).LayerOf(tensor);
        return new(tensor, null, Image is { HeightPixels: int height, WidthPixels: int width }
            ? TensorShapes.Of(graph, Image.Tensor, tensor, TensorShape.Of(TensorShape.UnknownDimension, height, width, 3))
            : TensorShape.Unknown);
    }

    private static ModelProto Converted(NetworkGraph graph, string inputTensor, string result, TensorShape inputShape) => graph switch
    {
        FrozenGraph frozen => ModelProto.Parser.ParseFrom(
            OnnxConverter.Convert(frozen, [inputTensor], [result], inputShape).ToByteArray()),
        OnnxModel model => OnnxCut.ForPixels(model, inputTensor, result, inputShape),
        _ => throw new ArgumentOutOfRangeException(nameof(graph), graph, "unknown kind of graph"),
    };
}
