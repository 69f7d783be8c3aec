using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Models;

/// <summary>What size and normalisation a trained graph expects: as the options say, else as the graph does, else label_image.py's defaults.</summary>
internal static class NetworkInput
{
    private const int DefaultSizePixels = 224;
    private const float DefaultMean = 128;
    private const float DefaultStd = 128;

    public static ImagePreprocessor PreprocessorOf(FrozenGraph graph, string inputTensor, ImageClassifierOptions options)
    {
        DecodingBranch? branch = DecodingBranch.Find(graph, inputTensor);
        TensorShape placeholder = graph.Node(inputTensor).Attr.TryGetValue("shape", out AttrValue? shape)
            ? TensorShape.From(shape.Shape)
            : TensorShape.Unknown;
        int height = options.InputHeight ?? branch?.HeightPixels ?? Dimension(placeholder, 1) ?? DefaultSizePixels;
        int width = options.InputWidth ?? branch?.WidthPixels ?? Dimension(placeholder, 2) ?? DefaultSizePixels;
        Normalization normalization = new(
            options.InputMean ?? branch?.Normalization.Mean ?? DefaultMean, options.InputStd ?? branch?.Normalization.Std ?? DefaultStd);
        return new ImagePreprocessor(width, height, normalization, options.MaximumPixels);
    }

    private static int? Dimension(TensorShape shape, int axis) => shape.HasRank && shape.Rank == 4 && shape[axis] > 0 ? (int)shape[axis] : null;
}
