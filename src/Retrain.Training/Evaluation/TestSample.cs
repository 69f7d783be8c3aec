using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;

namespace Retrain.Training.Evaluation;

/// <summary>
/// The images of the final test. retrain.py drew them with replacement: an image that comes up twice adds no knowledge, but narrowed the
/// interval as if it did.
/// </summary>
internal static class TestSample
{
    /// <summary>Any images of the set, each at most once, in the set's order.</summary>
    /// <param name="size">The whole set where it is negative or larger.</param>
    public static Example[] Draw(IReadOnlyList<Example> set, int size, SeededRandom random)
    {
        if (size < 0 || size >= set.Count)
        {
            return [.. set];
        }

        // Selection sampling: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S.
        Example[] sample = new Example[size];
        int drawn = 0;
        for (int i = 0; drawn < size; i++)
        {
            if (random.NextInt32(set.Count - i) < size - drawn)
            {
                sample[drawn++] = set[i];
            }
        }

        return sample;
    }
}
