using Retrain.Training.Summaries.Protos;

namespace Retrain.Training.Summaries;

/// <summary>
/// Counts values in TensorFlow's buckets, each of which is a tenth wider than the one before, from 1e-12 to 1e20 on both sides of zero
/// (tensorflow/core/lib/histogram/histogram.cc).
/// </summary>
internal sealed class Histogram
{
    private const double SmallestLimit = 1e-12;
    private const double LargestLimit = 1e20;
    private const double Growth = 1.1;

    private static readonly double[] Limits = AllLimits();
    private static readonly int Zero = Array.IndexOf(Limits, 0.0);
    private static readonly double LogarithmOfGrowth = Math.Log(Growth);

    private readonly int[] counts = new int[Limits.Length];
    private double smallest = double.MaxValue;
    private double largest = double.MinValue;
    private double sum;
    private double sumOfSquares;
    private long count;

    /// <summary>Counts values.</summary>
    /// <param name="values">Finite numbers.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float single in values)
        {
            double value = single;
            counts[BucketOf(value)]++;
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
            sum += value;
            sumOfSquares += value * value;
        }

        count += values.Length;
    }

    /// <summary>Writes the buckets as EncodeToProto does: only the last of several empty buckets in a row is written.</summary>
    public HistogramProto ToProto()
    {
        HistogramProto proto = new() { Min = smallest, Max = largest, Num = count, Sum = sum, SumSquares = sumOfSquares };
        for (int i = 0; i < counts.Length; i++)
        {
            while (counts[i] == 0 && i + 1 < counts.Length && counts[i + 1] == 0)
            {
                i++;
            }

            proto.BucketLimit.Add(Limits[i]);
            proto.Bucket.Add(counts[i]);
        }

        return proto;
    }

    // The first bucket whose limit is greater. The logarithm is off by one bucket at most, and the limits decide.
    private static int BucketOf(double value)
    {
        double magnitude = Math.Abs(value);
        int distance = magnitude < SmallestLimit
            ? 0
            : 1 + (int)(Math.Log(Math.Min(magnitude, LargestLimit) / SmallestLimit) / LogarithmOfGrowth);
        int bucket = Math.Clamp(value < 0 ? Zero - distance : Zero + 1 + distance, 0, Limits.Length - 1);
        while (bucket > 0 && Limits[bucket - 1] > value)
        {
            bucket--;
        }

        while (bucket < Limits.Length - 1 && Limits[bucket] <= value)
        {
            bucket++;
        }

        return bucket;
    }

    private static double[] AllLimits()
    {
        List<double> positive = [];
        for (double limit = SmallestLimit; limit < LargestLimit; limit *= Growth)
        {
            positive.Add(limit);
        }

        positive.Add(double.MaxValue);
        return [.. Enumerable.Reverse(positive).Select(limit => -limit), 0.0, .. positive];
    }
}
