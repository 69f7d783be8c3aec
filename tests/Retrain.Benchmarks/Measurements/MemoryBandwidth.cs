using System.Runtime.Intrinsics;

namespace Retrain.Benchmarks.Measurements;

/// <summary>The bytes a second that all cores together read from memory.</summary>
internal static unsafe class MemoryBandwidth
{
    private const int BytesOfPart = 1 << 20;

    /// <summary>Reads memory once, and does next to nothing with it.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="sizeBytes">The number of bytes, many times that of the caches.</param>
    public static double Measure(byte* start, long sizeBytes)
    {
        long[] sums = new long[sizeBytes / BytesOfPart];
        TimeSpan elapsed = CoreThreads.Run(sums.Length, Environment.ProcessorCount, () => part =>
        {
            Vector256<long> sum = default;
            byte* first = start + ((long)part * BytesOfPart);
            for (int i = 0; i < BytesOfPart; i += 128)
            {
                sum ^= Vector256.Load((long*)(first + i)) ^ Vector256.Load((long*)(first + i + 32))
                    ^ Vector256.Load((long*)(first + i + 64)) ^ Vector256.Load((long*)(first + i + 96));
            }

            sums[part] = Vector256.Sum(sum);
        });
        return (double)sums.Length * BytesOfPart / elapsed.TotalSeconds;
    }
}
