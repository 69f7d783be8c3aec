using System.Numerics;
using Retrain.Training.Sampling;

namespace Retrain.Training.DataChecks;

/// <summary>
/// Vectors reduced to 512 bits each, the signs of random projections. The number of bits in which two differ estimates their angle
/// (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", 2002). Comparing 100,000 with each other takes seconds, while
/// their dot products would take minutes.
/// </summary>
internal sealed class Sketches
{
    // The first words of all images are stored together, as they decide most pairs.
    private const int HeadWords = 2;
    private const int TailWords = 6;
    private const int Bits = 64 * (HeadWords + TailWords);

    // The tolerance for the distance of a similar pair, so large that the exact limit decides and not the sketch.
    private const double Deviations = 4;

    // The frames of a video are all alike: a hundred matches per image show that as well as thousands.
    private const int MostPerImage = 100;

    private readonly ulong[] heads;
    private readonly ulong[] tails;

    private Sketches(int count)
    {
        Count = count;
        heads = new ulong[(long)count * HeadWords];
        tails = new ulong[(long)count * TailWords];
    }

    private int Count { get; }

    /// <param name="length">The length of the vectors.</param>
    /// <param name="read">Copies the vector with an index.</param>
    public static Sketches Of(int count, int length, Action<int, Span<float>> read, CancellationToken cancellationToken)
    {
        // A fixed seed suffices: only speed and pairs at the very limit depend on it.
        RandomProjection projection = new(length, Bits, new SeededRandom(0x534B45544348));
        Sketches sketches = new(count);
        float[] vector = new float[projection.Size];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(vector);
            read(i, vector.AsSpan(0, length));
            projection.Turn(vector);
            for (int word = 0; word < HeadWords + TailWords; word++)
            {
                ulong bits = 0;
                for (int bit = 0; bit < 64; bit++)
                {
                    bits |= vector[(word * 64) + bit] > 0 ? 1UL << bit : 0;
                }

                ref ulong place = ref word < HeadWords
                    ? ref sketches.heads[(i * HeadWords) + word]
                    : ref sketches.tails[(i * TailWords) + word - HeadWords];
                place = bits;
            }
        }

        return sketches;
    }

    /// <summary>Finds the pairs that may be as similar as <paramref name="cosine"/>, and few others.</summary>
    /// <param name="others">The vectors to compare with, or this object itself for pairs among its own vectors.</param>
    /// <returns>The pairs in order; the second index of each is the smaller one.</returns>
    public IEnumerable<(int First, int Second)> Pairs(Sketches others, double cosine, int threads, CancellationToken cancellationToken)
    {
        int headLimit = Limit(64 * HeadWords, cosine), limit = Limit(Bits, cosine);
        List<int>?[] found = new List<int>?[Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

        // The long rows at the end come first.
        Parallel.For(0, Count, parallel, i => found[Count - 1 - i] = Row(Count - 1 - i, others, headLimit, limit));
        return found.Index().Where(row => row.Item is not null).SelectMany(row => row.Item!.Select(second => (row.Index, second)));
    }

    private static int Limit(int bits, double cosine)
    {
        double differing = Math.Acos(cosine) / Math.PI;
        return (int)Math.Ceiling((bits * differing) + (Deviations * Math.Sqrt(bits * differing * (1 - differing))));
    }

    private unsafe List<int>? Row(int i, Sketches others, int headLimit, int limit)
    {
        List<int>? row = null;
        ulong first = heads[i * HeadWords], second = heads[(i * HeadWords) + 1];
        fixed (ulong* head = others.heads)
        {
            ulong* next = head;
            for (int j = 0; j < i; j++, next += HeadWords)
            {
                int distance = BitOperations.PopCount(first ^ next[0]) + BitOperations.PopCount(second ^ next[1]);
                if (distance <= headLimit && distance + TailDistance(i, others, j) <= limit)
                {
                    (row ??= []).Add(j);
                    if (row.Count == MostPerImage)
                    {
                        break;
                    }
                }
            }
        }

        return row;
    }

    private int TailDistance(int i, Sketches others, int j)
    {
        int distance = 0;
        for (int word = 0; word < TailWords; word++)
        {
            distance += BitOperations.PopCount(tails[(i * TailWords) + word] ^ others.tails[(j * TailWords) + word]);
        }

        return distance;
    }
}
