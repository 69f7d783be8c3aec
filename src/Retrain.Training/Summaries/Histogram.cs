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
    private const int DroppedBits = 19; // of a float's 32: its sign, exponent and four digits are left, which differ by a sixteenth

    private static readonly double[] Limits = AllLimits();
    private static readonly ushort[] BucketsOfDigits = AllBucketsOfDigits();

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
            counts[BucketOf(single)]++;
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

    // The first bucket whose limit is greater. Between neighbouring floats of so few digits there is one limit at most.
    private static int BucketOf(float value)
    {
        int bucket = BucketsOfDigits[BitConverter.SingleToUInt32Bits(value) >> DroppedBits];
        while (bucket < Limits.Length - 1 && Limits[bucket] <= value)
        {
            bucket++;
        }

        return bucket;
    }

    // For the first bits of a float, the bucket of the smallest float that has them.
    private static ushort[] AllBucketsOfDigits()
    {
        ushort[] buckets = new ushort[1 << (32 - DroppedBits)];
        for (uint digits = 0; digits < buckets.Length; digits++)
        {
            float nearZero = BitConverter.UInt32BitsToSingle(digits << DroppedBits);
            float farFromZero = BitConverter.UInt32BitsToSingle((digits << DroppedBits) | ((1u << DroppedBits) - 1));
            int found = Array.BinarySearch(Limits, Math.Min(nearZero, farFromZero));
            buckets[digits] = (ushort)Math.Min(found < 0 ? ~found : found + 1, Limits.Length - 1);
        }

        return buckets;
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
