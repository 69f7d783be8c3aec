using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>
/// Finds the preprocessing that a trained graph expects: that of the options, else that of the graph, else label_image.py's defaults.
/// </summary>
internal static class NetworkInput
{
    private const int DefaultSizePixels = 224;
    private const float DefaultMean = 128;
    private const float DefaultStd = 128;

    public static ImagePreprocessor PreprocessorOf(NetworkGraph graph, string inputTensor, ImageClassifierOptions options)
    {
        options.Changes.RequireCrop(graph.Origin, options.InputHeight, options.InputWidth);
        ImageInput image = graph.InputAt(inputTensor);
        int height = options.InputHeight ?? options.Changes.Crop?.HeightPixels
            ?? image.Preprocessing?.HeightPixels ?? image.HeightPixels ?? DefaultSizePixels;
        int width = options.InputWidth ?? options.Changes.Crop?.WidthPixels
            ?? image.Preprocessing?.WidthPixels ?? image.WidthPixels ?? DefaultSizePixels;
        Normalization normalization = image.Normalization ?? new(DefaultMean, DefaultStd);
        Preprocessing sized = image.Preprocessing?.OfSize(height, width) ?? Preprocessing.Legacy(height, width, normalization);
        Preprocessing known = sized with { IgnoresOrientation = options.IgnoreOrientation ?? image.IgnoresOrientation };
        PreprocessingChanges changes = options.Changes with
        {
            Mean = options.Changes.Mean ?? (options.InputMean is float mean ? new(mean) : null),
            Std = options.Changes.Std ?? (options.InputStd is float std ? new(std) : null),
        };
        Preprocessing changed = changes.ApplyTo(known, graph.Origin);
        if (changes.Normalizes)
        {
            image.RequireGreyLevelsOfBytes(changed.Normalization, graph.Origin);
        }

        return new ImagePreprocessor(changed, options.MaximumPixels);
    }
}
