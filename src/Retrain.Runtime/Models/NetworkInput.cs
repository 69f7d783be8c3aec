using Retrain.Runtime.Diagnostics;
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
        NodeDef input = graph.Node(inputTensor);
        TensorShape shape = input.Attr.TryGetValue("shape", out AttrValue? attribute) ? TensorShape.From(attribute.Shape) : TensorShape.Unknown;
        int height = options.InputHeight ?? branch?.HeightPixels ?? Dimension(1) ?? DefaultSizePixels;
        int width = options.InputWidth ?? branch?.WidthPixels ?? Dimension(2) ?? DefaultSizePixels;
        Normalization normalization = new(
            options.InputMean ?? branch?.Normalization.Mean ?? DefaultMean, options.InputStd ?? branch?.Normalization.Std ?? DefaultStd);
        return new ImagePreprocessor(width, height, normalization, options.MaximumPixels);

        int? Dimension(int axis) =>
            !shape.HasRank || shape.Rank != 4 || shape[axis] <= 0 ? null
            : DecodingBranch.IsSide(shape[axis]) ? (int)shape[axis]
            : throw new RetrainException(GraphDiagnostics.BadAttribute(graph.Origin, input.Name, input.Op, "shape",
                $"is {shape}, more than {ImagePreprocessor.LargestSidePixels} pixels a side"));
    }
}
