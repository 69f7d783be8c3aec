using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
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

    // As many counts of a bucket as values are looked at together, since a count cannot be raised again before it was stored.
    private const int Lanes = 4;

    private static readonly double[] Limits = AllLimits();
    private static readonly float[] SingleLimits = [.. Limits.Select(SmallestFloatFrom)];
    private static readonly ushort[] BucketsOfDigits = AllBucketsOfDigits();

    private readonly int[] counts = new int[Limits.Length * Lanes];
    private double sum;
    private double sumOfSquares;

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest value; infinite where there is none.</summary>
    public double Smallest { get; private set; } = double.MaxValue;

    /// <summary>The largest value; minus infinite where there is none.</summary>
    public double Largest { get; private set; } = double.MinValue;

    /// <summary>The mean of all values.</summary>
    public double Mean => sum / Count;

    /// <summary>The standard deviation of all values, of which none is left out.</summary>
    public double Deviation => Math.Sqrt(Math.Max(0, (sumOfSquares / Count) - (Mean * Mean)));

    /// <summary>Counts values.</summary>
    /// <param name="values">Finite numbers.</param>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        Smallest = Math.Min(Smallest, TensorPrimitives.Min(values));
        Largest = Math.Max(Largest, TensorPrimitives.Max(values));
        Count += values.Length;
        (double Sum, double Squares) lane0 = default, lane1 = default, lane2 = default, lane3 = default;
        int i = 0;
        for (; i + Lanes <= values.Length; i += Lanes)
        {
            lane0 = Counted(values[i], 0, lane0);
            lane1 = Counted(values[i + 1], 1, lane1);
            lane2 = Counted(values[i + 2], 2, lane2);
            lane3 = Counted(values[i + 3], 3, lane3);
        }

        for (; i < values.Length; i++)
        {
            lane0 = Counted(values[i], 0, lane0);
        }

        sum += lane0.Sum + lane1.Sum + (lane2.Sum + lane3.Sum);
        sumOfSquares += lane0.Squares + lane1.Squares + (lane2.Squares + lane3.Squares);
    }

    /// <summary>Counts what another histogram has counted.</summary>
    public void Add(Histogram other)
    {
        TensorPrimitives.Add(counts, other.counts, counts);
        Smallest = Math.Min(Smallest, other.Smallest);
        Largest = Math.Max(Largest, other.Largest);
        sum += other.sum;
        sumOfSquares += other.sumOfSquares;
        Count += other.Count;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        counts.AsSpan().Clear();
        (Smallest, Largest, Count, sum, sumOfSquares) = (double.MaxValue, double.MinValue, 0, 0, 0);
    }

    /// <summary>Writes the buckets as EncodeToProto does: only the last of several empty buckets in a row is written.</summary>
    public HistogramProto ToProto()
    {
        HistogramProto proto = new() { Min = Smallest, Max = Largest, Num = Count, Sum = sum, SumSquares = sumOfSquares };
        for (int i = 0; i < Limits.Length; i++)
        {
            while (CountOf(i) == 0 && i + 1 < Limits.Length && CountOf(i + 1) == 0)
            {
                i++;
            }

            proto.BucketLimit.Add(Limits[i]);
            proto.Bucket.Add(CountOf(i));
        }

        return proto;
    }

    private int CountOf(int bucket)
    {
        int first = bucket * Lanes;
        return counts[first] + counts[first + 1] + counts[first + 2] + counts[first + 3];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (double Sum, double Squares) Counted(float single, int lane, (double Sum, double Squares) sums)
    {
        counts[(BucketOf(single) * Lanes) + lane]++;
        double value = single;
        return (sums.Sum + value, sums.Squares + (value * value));
    }

    // The first bucket whose limit is greater. Between neighbouring floats of so few digits there is one limit at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BucketOf(float value)
    {
        int bucket = BucketsOfDigits[BitConverter.SingleToUInt32Bits(value) >> DroppedBits];
        return bucket + (SingleLimits[bucket] <= value ? 1 : 0);
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

    // A float is at least a limit where it is at least this.
    private static float SmallestFloatFrom(double limit)
    {
        float nearest = (float)limit;
        return nearest < limit ? MathF.BitIncrement(nearest) : nearest;
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
