using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Retrain.Training.Bottlenecks;

namespace Retrain.Benchmarks.Measurements;

/// <summary>
/// The most that the machine computes, in 10^9 operations a second: fused multiply-adds (two operations) on registers alone. Other virtual
/// machines on the same processor make it fall, which no load average tells.
/// </summary>
internal static class FmaPeak
{
    private const int Sums = 12; // two units, five cycles each at most, leave ten of them waiting for their own result
    private const int Rounds = 20_000_000;
    private const int Attempts = 5;
    private static readonly Lazy<double> One = new(() => Enumerable.Range(0, Attempts).Max(_ => Measure(1, run => run())));

    /// <summary>The peak of one core while the others rest, measured once.</summary>
    public static double OneCore => One.Value;

    /// <summary>Measures the peak of all cores together.</summary>
    public static double AllCores() => Enumerable.Range(0, Attempts).Max(_ => Measure(
        Environment.ProcessorCount,
        run => CoreThreads.Run(Environment.ProcessorCount, Environment.ProcessorCount, () => _ => run())));

    private static double Measure(int times, Action<Action> repeat)
    {
        long started = Stopwatch.GetTimestamp();
        repeat(() => _ = WideKernels.AreSupported ? Run512(Rounds) : Run256(Rounds));
        int lanes = WideKernels.AreSupported ? Vector512<float>.Count : Vector256<float>.Count;
        return 2.0 * Sums * lanes * Rounds * times / Stopwatch.GetElapsedTime(started).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(int rounds)
    {
        Vector256<float> x = Vector256.Create(rounds * 1e-9f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(x, x, a);
            b = Vector256.FusedMultiplyAdd(x, x, b);
            c = Vector256.FusedMultiplyAdd(x, x, c);
            d = Vector256.FusedMultiplyAdd(x, x, d);
            e = Vector256.FusedMultiplyAdd(x, x, e);
            f = Vector256.FusedMultiplyAdd(x, x, f);
            g = Vector256.FusedMultiplyAdd(x, x, g);
            h = Vector256.FusedMultiplyAdd(x, x, h);
            i = Vector256.FusedMultiplyAdd(x, x, i);
            j = Vector256.FusedMultiplyAdd(x, x, j);
            k = Vector256.FusedMultiplyAdd(x, x, k);
            l = Vector256.FusedMultiplyAdd(x, x, l);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512(int rounds)
    {
        Vector512<float> x = Vector512.Create(rounds * 1e-9f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(x, x, a);
            b = Vector512.FusedMultiplyAdd(x, x, b);
            c = Vector512.FusedMultiplyAdd(x, x, c);
            d = Vector512.FusedMultiplyAdd(x, x, d);
            e = Vector512.FusedMultiplyAdd(x, x, e);
            f = Vector512.FusedMultiplyAdd(x, x, f);
            g = Vector512.FusedMultiplyAdd(x, x, g);
            h = Vector512.FusedMultiplyAdd(x, x, h);
            i = Vector512.FusedMultiplyAdd(x, x, i);
            j = Vector512.FusedMultiplyAdd(x, x, j);
            k = Vector512.FusedMultiplyAdd(x, x, k);
            l = Vector512.FusedMultiplyAdd(x, x, l);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
