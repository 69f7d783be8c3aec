using Retrain.Training.Images;

namespace Retrain.Training.Bottlenecks;

/// <summary>The rows of the distorted variants, behind those of the images as they are.</summary>
/// <param name="First">The row of the first variant of the image in row 0.</param>
/// <param name="OfEach">The variants of each image of the training set; others have none, and their rows stay empty.</param>
internal readonly record struct VariantRows(int First, int OfEach)
{
    /// <summary>The row of an image's first variant.</summary>
    public int FirstOf(LabeledImage image) => First + (image.Row * OfEach);

    /// <summary>The rows of an image's variants; none where nothing is distorted or the image is not trained on.</summary>
    public IEnumerable<int> Of(LabeledImage image) => Enumerable.Range(FirstOf(image), CountOf(image));

    /// <summary>The number of an image's variants.</summary>
    public int CountOf(LabeledImage image) => image.Split is Split.Training ? OfEach : 0;
}
