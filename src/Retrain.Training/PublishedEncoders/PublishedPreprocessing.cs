using Retrain.Runtime.Images;

namespace Retrain.Training.PublishedEncoders;

/// <summary>The preprocessing that a published file describes.</summary>
/// <param name="Value">The preprocessing.</param>
/// <param name="File">The file.</param>
/// <param name="SizeField">The field that gives the size of the network's input.</param>
internal sealed record PublishedPreprocessing(Preprocessing Value, string File, string SizeField)
{
    /// <summary>The same preprocessing for another size of the network's input: the resized image grows or shrinks with it.</summary>
    public Preprocessing At(int heightPixels, int widthPixels)
    {
        ResizeRule resize = Value.Resize;
        return Value with
        {
            HeightPixels = heightPixels,
            WidthPixels = widthPixels,
            FirstCrop = null,
            Resize = resize with
            {
                HeightPixels = Scaled(resize.HeightPixels, heightPixels, Value.HeightPixels),
                WidthPixels = Scaled(resize.WidthPixels, widthPixels, Value.WidthPixels),
            },
        };
    }

    private static int Scaled(int resizedPixels, int sidePixels, int formerSidePixels) => (int)Math.Min(
        (long)resizedPixels * sidePixels / formerSidePixels, ImagePreprocessor.LargestSidePixels);
}
