using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Images;

namespace Retrain.Runtime.Models;

/// <summary>What size and normalisation a trained graph expects: as the options say, else as the graph does, else label_image.py's defaults.</summary>
internal static class NetworkInput
{
    /// <summary>Where an exported graph, which has no decoding, keeps what it subtracts from grey levels; TensorFlow ignores such names.</summary>
    public const string MeanAttribute = "_input_mean";

    /// <summary>What it divides by then.</summary>
    public const string StdAttribute = "_input_std";

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
        Normalization? said = branch?.Normalization ?? Written(graph, input);
        Normalization normalization = new(options.InputMean ?? said?.Mean ?? DefaultMean, options.InputStd ?? said?.Std ?? DefaultStd);
        return new ImagePreprocessor(width, height, normalization, options.MaximumPixels);

        int? Dimension(int axis) =>
            !shape.HasRank || shape.Rank != 4 || shape[axis] <= 0 ? null
            : DecodingBranch.IsSide(shape[axis]) ? (int)shape[axis]
            : throw new RetrainException(GraphDiagnostics.BadAttribute(graph.Origin, input.Name, input.Op, "shape",
                $"is {shape}, more than {ImagePreprocessor.LargestSidePixels} pixels a side"));
    }

    /// <summary>From [0, 255] to the network's input.</summary>
    /// <returns><see langword="null"/> where the graph does not say.</returns>
    /// <exception cref="RetrainException">RT2008 or RT2009: what it says gives no usable numbers.</exception>
    public static Normalization? NormalizationOf(FrozenGraph graph, string inputTensor) =>
        DecodingBranch.Find(graph, inputTensor)?.Normalization ?? Written(graph, graph.Node(inputTensor));

    private static Normalization? Written(FrozenGraph graph, NodeDef input)
    {
        if (!input.Attr.TryGetValue(MeanAttribute, out AttrValue? mean) || !input.Attr.TryGetValue(StdAttribute, out AttrValue? std))
        {
            return null;
        }

        Normalization normalization = new(mean.F, std.F);
        return normalization.IsUsable
            ? normalization
            : throw new RetrainException(GraphDiagnostics.BadAttribute(graph.Origin, input.Name, input.Op, StdAttribute, "gives no usable numbers"));
    }
}
