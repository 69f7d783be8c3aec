using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>A bottleneck with its image, as drawn for a batch.</summary>
/// <param name="Image">The image, which says the label.</param>
/// <param name="Row">The bottleneck's row in the matrix: the image's own, or that of a distorted variant.</param>
internal readonly record struct Example(LabeledImage Image, int Row)
{
    /// <summary>Index into the labels.</summary>
    public int LabelIndex => Image.LabelIndex;

    /// <summary>The image as it is.</summary>
    public static Example Of(LabeledImage image) => new(image, image.Row);
}
