using System.Numerics;

namespace Retrain.Training.Images;

/// <summary>
/// Finds the first of images with equal bytes. A table of their numbers takes at most twelve bytes an image, where a dictionary of their
/// digests would take a hundred.
/// </summary>
internal sealed class EqualImages
{
    private readonly IReadOnlyList<LabeledImage> images;
    private readonly bool sameLabel;

    // The number of an image and one, at the place that its digest says or the next free one; 0 where nothing is.
    private readonly int[] numbers;

    /// <param name="images">The images, whose content is known.</param>
    /// <param name="sameLabel">Whether only images of one label count as equal.</param>
    public EqualImages(IReadOnlyList<LabeledImage> images, bool sameLabel = false)
    {
        this.images = images;
        this.sameLabel = sameLabel;
        numbers = new int[BitOperations.RoundUpToPowerOf2((uint)(images.Count + (images.Count / 2) + 1))];
        for (int i = 0; i < images.Count; i++)
        {
            int place = PlaceOf(images[i]);
            if (numbers[place] == 0)
            {
                numbers[place] = i + 1;
            }
        }
    }

    /// <summary>The number of the first image with the same bytes; the image's own if there is none before it.</summary>
    public int FirstOf(int image) => numbers[PlaceOf(images[image])] - 1;

    private int PlaceOf(LabeledImage image)
    {
        int place = image.Digest.GetHashCode() & (numbers.Length - 1);
        while (numbers[place] > 0 && !AreEqual(images[numbers[place] - 1], image))
        {
            place = (place + 1) & (numbers.Length - 1);
        }

        return place;
    }

    private bool AreEqual(LabeledImage one, LabeledImage other) =>
        one.Digest == other.Digest && (!sameLabel || one.LabelIndex == other.LabelIndex);
}
