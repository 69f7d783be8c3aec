using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;

namespace Retrain.Runtime;

/// <summary>
/// Finds the size and the normalisation that a trained graph expects: those of the options, else those of the graph, else label_image.py's
/// defaults.
/// </summary>
internal static class NetworkInput
{
    private const int DefaultSizePixels = 224;
    private const float DefaultMean = 128;
    private const float DefaultStd = 128;

    public static ImagePreprocessor PreprocessorOf(NetworkGraph graph, string inputTensor, ImageClassifierOptions options)
    {
        ImageInput image = graph.InputAt(inputTensor);
        Normalization normalization = new(
            options.InputMean ?? image.Normalization?.Mean.Red ?? DefaultMean, options.InputStd ?? image.Normalization?.Std.Red ?? DefaultStd);
        return new ImagePreprocessor(
            Preprocessing.Legacy(
                options.InputHeight ?? image.HeightPixels ?? DefaultSizePixels,
                options.InputWidth ?? image.WidthPixels ?? DefaultSizePixels,
                normalization),
            options.MaximumPixels);
    }
}
