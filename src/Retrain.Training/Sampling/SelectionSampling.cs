namespace Retrain.Training.Sampling;

/// <summary>
/// Draws a sample without replacement: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S. retrain.py drew its test images with
/// replacement: an image that came up twice added no knowledge, but narrowed the interval as if it did.
/// </summary>
internal static class SelectionSampling
{
    /// <summary>Draws any of the items, each at most once, in the order in which they are listed.</summary>
    /// <param name="count">All items are returned when it is negative or larger than their number.</param>
    public static T[] Draw<T>(IReadOnlyList<T> items, int count, SeededRandom random) => Draw(items, items.Count, count, random);

    /// <inheritdoc cref="Draw{T}(IReadOnlyList{T}, int, SeededRandom)" />
    /// <param name="items">The items, of which no list is made.</param>
    /// <param name="total">Their number.</param>
    public static T[] Draw<T>(IEnumerable<T> items, int total, int count, SeededRandom random)
    {
        if (count < 0 || count >= total)
        {
            return [.. items];
        }

        T[] sample = new T[count];
        int seen = 0;
        int drawn = 0;
        foreach (T item in items)
        {
            if (drawn == count)
            {
                break;
            }

            if (random.NextInt32(total - seen++) < count - drawn)
            {
                sample[drawn++] = item;
            }
        }

        return sample;
    }
}
