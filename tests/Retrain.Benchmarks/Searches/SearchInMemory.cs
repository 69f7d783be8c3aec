using System.Diagnostics;
using System.Runtime.InteropServices;
using Retrain.Benchmarks.Measurements;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Images;
using Retrain.Training.Similarity;

namespace Retrain.Benchmarks.Searches;

/// <summary>Compares one bottleneck with many that are all in memory, with the code of the tool.</summary>
internal static unsafe class SearchInMemory
{
    private const int Length = EfficientNetLite.BottleneckLength;
    private const int Listed = 10;

    /// <param name="count">The number of bottlenecks, 5 KB each.</param>
    /// <param name="runs">The number of comparisons with all of them.</param>
    public static void Measure(int count, int runs)
    {
        int stride = BottleneckMatrix.PaddedLength(Length);
        long sizeBytes = (long)count * stride * sizeof(float);
        float* rows = (float*)NativeMemory.AlignedAlloc((nuint)sizeBytes, 64);
        double[] similarities = new double[count];
        PathArena arena = new();
        Category photos = new("", 0, "", Enumerable.Range(0, count).Select(i => new ImageFile($"{i:D7}.jpg", $"{i:D7}.jpg", arena)));
        using BottleneckMatrix query = new(1, Length);
        Random random = new(1);
        query.Write(0, [.. Enumerable.Range(0, Length).Select(_ => random.NextSingle())]);
        using CosineQueries queries = new(query, [0], Environment.ProcessorCount);
        try
        {
            long started = Stopwatch.GetTimestamp();
            Fill(rows, count, stride);
            Console.WriteLine(
                $"{count:N0} rows of {Length} values, {sizeBytes / 1e9:F2} GB, "
                + $"made in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
            Samples seconds = new(), reading = new();
            for (int run = 0; run <= runs; run++)
            {
                reading.Add(sizeBytes / MemoryBandwidth.Measure((byte*)rows, sizeBytes));
                started = Stopwatch.GetTimestamp();
                queries.Compare(rows, count, similarities);
                NearestPhotos nearest = new(Listed);
                for (int row = 0; row < count; row++)
                {
                    nearest.Add(photos.Images[row], similarities[row]);
                }

                _ = nearest.Photos;
                if (run > 0)
                {
                    seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                }
            }

            Console.WriteLine(
                $"in memory: {seconds.Median:F3} s ({seconds.Min:F3} to {seconds.Max:F3}); at most 1 s for 1,000,000 is wanted. "
                + $"Reading that memory takes {reading.Median:F3} s, {sizeBytes / reading.Median / 1e9:F1} GB/s: the bound");
        }
        finally
        {
            NativeMemory.AlignedFree(rows);
        }
    }

    private static void Fill(float* rows, int count, int stride) => Parallel.For(0, count, row =>
    {
        Random random = new(row);
        Span<float> values = new(rows + ((long)row * stride), stride);
        values.Clear();
        random.NextBytes(MemoryMarshal.AsBytes(values[..Length]));
        for (int k = 0; k < Length; k++)
        {
            values[k] = (BitConverter.SingleToUInt32Bits(values[k]) >> 8) / (float)(1 << 24); // [0, 1)
        }
    });
}
