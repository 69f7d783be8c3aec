using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;

namespace Retrain.Training.Inspection;

/// <summary>What a network is made of, and how it could serve as a backbone.</summary>
/// <param name="Contents">What its file says of itself.</param>
/// <param name="Image">Where images enter; <see langword="null"/> where that cannot be told.</param>
/// <param name="Bottleneck">What a new head would read; <see langword="null"/> where that cannot be told.</param>
/// <param name="MultiplyAdds">For one image, from there to the first output; <see langword="null"/> where that cannot be told.</param>
/// <param name="Problems">Why something cannot be told.</param>
internal sealed record GraphInspection(
    GraphContents Contents, ImageInput? Image, BottleneckProposal? Bottleneck, long? MultiplyAdds, IReadOnlyList<Diagnostic> Problems)
{
    /// <param name="graph">The network.</param>
    /// <param name="inputTensor">Where images enter, where somebody says so.</param>
    /// <param name="inputSize">Of the images, where the graph leaves it open.</param>
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
        ShapedModel? shaped = Try(() => ShapedModel.Of(Converted(graph, image.Tensor, shape), graph.Origin));
        contents = contents with { Outputs = [.. contents.Outputs.Select(output => output with { Shape = ShapeOf(output) })] };
        return new(contents, image, bottleneck, shaped is null ? null : Inspection.MultiplyAdds.Of(shaped), problems);

        // A TensorFlow graph does not say it.
        TensorShape ShapeOf(TensorDescription output) =>
            output.Shape.HasRank ? output.Shape : Try(() => TensorShapes.Of(graph, image.Tensor, output.Name, shape)) ?? TensorShape.Unknown;

        T? Try<T>(Func<T> tell)
            where T : class
        {
            try
            {
                return tell();
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

    /// <summary>Any tensor, its shape where images of the network's size are fed.</summary>
    /// <exception cref="RetrainException">RT2003: there is no such tensor.</exception>
    public TensorDescription Describe(NetworkGraph graph, string tensor)
    {
        _ = NetworkLayers.Of(graph).LayerOf(tensor);
        return new(tensor, null, Image is { HeightPixels: int height, WidthPixels: int width }
            ? TensorShapes.Of(graph, Image.Tensor, tensor, TensorShape.Of(TensorShape.UnknownDimension, height, width, 3))
            : TensorShape.Unknown);
    }

    private static ModelProto Converted(NetworkGraph graph, string inputTensor, TensorShape inputShape) => graph switch
    {
        FrozenGraph frozen => ModelProto.Parser.ParseFrom(OnnxConverter.Convert(frozen, [inputTensor], [frozen.Results[0]], inputShape).ToByteArray()),
        OnnxModel model => OnnxCut.ForPixels(model, inputTensor, model.Results[0], inputShape),
        _ => throw new ArgumentOutOfRangeException(nameof(graph), graph, "no such kind of graph"),
    };
}
