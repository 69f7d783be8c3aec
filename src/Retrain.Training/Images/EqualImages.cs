namespace Retrain.Training.Images;

/// <summary>
/// Finds the first of images with equal bytes. A table of their numbers takes six bytes an image, where a dictionary of their
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
        numbers = new int[Math.Min((images.Count * 3L / 2) + 1, Array.MaxLength)];
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
        // Digests are as evenly distributed as can be (Lemire, "Fast Random Integer Generation in an Interval", 2019).
        int place = (int)(((ulong)(uint)image.Digest.GetHashCode() * (uint)numbers.Length) >> 32);
        while (numbers[place] > 0 && !AreEqual(images[numbers[place] - 1], image))
        {
            place = place + 1 == numbers.Length ? 0 : place + 1;
        }

        return place;
    }

    private bool AreEqual(LabeledImage one, LabeledImage other) =>
        one.Digest == other.Digest && (!sameLabel || one.LabelIndex == other.LabelIndex);
}
