using Retrain.Runtime.Images;

namespace Retrain.Training.Occlusion;

/// <summary>
/// The part of an upright photo that the network's input shows, in fractions of the photo's sides. It exceeds [0, 1] where the input is
/// padded.
/// </summary>
internal readonly record struct SeenPart(double Left, double Top, double Width, double Height)
{
    public static SeenPart Of(Preprocessing preprocessing, int widthPixels, int heightPixels)
    {
        (long width, long height) = ImageResize.SizeOf(preprocessing.Resize, widthPixels, heightPixels);
        CenterCrop columns = CenterCrop.Of(
            width, preprocessing.FirstCrop?.WidthPixels, preprocessing.WidthPixels, preprocessing.Alignment);
        CenterCrop rows = CenterCrop.Of(
            height, preprocessing.FirstCrop?.HeightPixels, preprocessing.HeightPixels, preprocessing.Alignment);
        return new(
            (double)(columns.Start - columns.Offset) / width,
            (double)(rows.Start - rows.Offset) / height,
            (double)preprocessing.WidthPixels / width,
            (double)preprocessing.HeightPixels / height);
    }
}
