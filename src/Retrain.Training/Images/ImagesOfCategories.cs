using System.Collections;

namespace Retrain.Training.Images;

/// <summary>The images of several categories, one category behind the other, without a list of them all.</summary>
/// <remarks>Several threads may read it at once.</remarks>
internal sealed class ImagesOfCategories : IReadOnlyList<LabeledImage>
{
    private readonly IReadOnlyList<Category> categories;

    // The number of images before each category, and of all.
    private readonly int[] starts;

    // The category of the image that was asked for last: mostly, the next is near it.
    private int last;

    public ImagesOfCategories(IReadOnlyList<Category> categories)
    {
        this.categories = categories;
        starts = new int[categories.Count + 1];
        for (int i = 0; i < categories.Count; i++)
        {
            starts[i + 1] = checked(starts[i] + categories[i].Images.Count);
        }
    }

    public int Count => starts[^1];

    public LabeledImage this[int index]
    {
        get
        {
            int category = last;
            if (category >= categories.Count || index < starts[category] || index >= starts[category + 1])
            {
                category = CategoryOf(index);
                last = category;
            }

            return categories[category].Images[index - starts[category]];
        }
    }

    public IEnumerator<LabeledImage> GetEnumerator() => categories.SelectMany(category => category.Images).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int CategoryOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int found = Array.BinarySearch(starts, index);
        if (found < 0)
        {
            return ~found - 1;
        }

        // Categories without images begin where the next begins.
        while (starts[found + 1] == index)
        {
            found++;
        }

        return found;
    }
}
