using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The products of <see cref="MatMulKernels"/> for processors with vectors of sixteen lanes, for several rows or more labels at once: what
/// is loaded once is used four times.
/// </summary>
/// <remarks>
/// Every sum is made in the order of <see cref="MatMulKernels"/>, so that the bits are the same: a wide vector holds two narrow ones.
/// </remarks>
internal static unsafe class WideKernels
{
    /// <summary>The rows of <see cref="SixteenDots"/>.</summary>
    public const int Rows = 4;

    /// <summary>The labels of <see cref="DescendEight"/>.</summary>
    public const int Labels = 8;

    /// <summary>The values that <see cref="DescendEight"/> reads of a row at once.</summary>
    public const int Panel = 2 * Lanes;

    private const int Lanes = 16;

    /// <summary>
    /// Whether the processor has such vectors. .NET prefers narrow ones on processors whose clock slows down under wide ones
    /// (<see cref="Vector512.IsHardwareAccelerated"/> is false there); these products take two thirds of the time with wide ones all the
    /// same.
    /// </summary>
    public static bool AreSupported => Avx512F.IsSupported;

    /// <summary>Four rows times the weights of four labels.</summary>
    /// <param name="rows">The addresses of the rows.</param>
    /// <param name="dots">Receives the four dots of each row, <paramref name="dotStride"/> apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SixteenDots(nint* rows, float* weights, int stride, float* dots, int dotStride)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default;
        float* a = (float*)rows[0];
        float* b = (float*)rows[1];
        float* c = (float*)rows[2];
        float* d = (float*)rows[3];
        for (int k = 0; k < stride; k += Lanes)
        {
            Vector512<float> weight0 = Vector512.Load(weights + k);
            Vector512<float> weight1 = Vector512.Load(weights + stride + k);
            Vector512<float> weight2 = Vector512.Load(weights + (2 * stride) + k);
            Vector512<float> weight3 = Vector512.Load(weights + (3 * stride) + k);
            Vector512<float> value = Vector512.Load(a + k);
            a0 = Vector512.FusedMultiplyAdd(value, weight0, a0);
            a1 = Vector512.FusedMultiplyAdd(value, weight1, a1);
            a2 = Vector512.FusedMultiplyAdd(value, weight2, a2);
            a3 = Vector512.FusedMultiplyAdd(value, weight3, a3);
            value = Vector512.Load(b + k);
            b0 = Vector512.FusedMultiplyAdd(value, weight0, b0);
            b1 = Vector512.FusedMultiplyAdd(value, weight1, b1);
            b2 = Vector512.FusedMultiplyAdd(value, weight2, b2);
            b3 = Vector512.FusedMultiplyAdd(value, weight3, b3);
            value = Vector512.Load(c + k);
            c0 = Vector512.FusedMultiplyAdd(value, weight0, c0);
            c1 = Vector512.FusedMultiplyAdd(value, weight1, c1);
            c2 = Vector512.FusedMultiplyAdd(value, weight2, c2);
            c3 = Vector512.FusedMultiplyAdd(value, weight3, c3);
            value = Vector512.Load(d + k);
            d0 = Vector512.FusedMultiplyAdd(value, weight0, d0);
            d1 = Vector512.FusedMultiplyAdd(value, weight1, d1);
            d2 = Vector512.FusedMultiplyAdd(value, weight2, d2);
            d3 = Vector512.FusedMultiplyAdd(value, weight3, d3);
        }

        Store(dots, a0, a1, a2, a3);
        Store(dots + dotStride, b0, b1, b2, b3);
        Store(dots + (2 * dotStride), c0, c1, c2, c3);
        Store(dots + (3 * dotStride), d0, d1, d2, d3);
    }

    /// <summary>weights -= rate * (rows transposed * errors) for eight labels.</summary>
    /// <inheritdoc cref="MatMulKernels.DescendFour" />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DescendEight(BatchPanels rows, float* errors, int errorStride, float* weights, int stride, float rate)
    {
        Vector512<float> minusRate = Vector512.Create(-rate);
        long place = 0;
        for (int k = 0; k < stride; k += Panel)
        {
            Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector512<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            Vector512<float> next0 = default, next1 = default, next2 = default, next3 = default;
            Vector512<float> next4 = default, next5 = default, next6 = default, next7 = default;
            float* error = errors;
            PrefetchNext(weights + k + Panel, stride);
            foreach (nint row in rows.Addresses)
            {
                Vector512<float> value = Vector512.Load((float*)row + place);
                Vector512<float> nextValue = Vector512.Load((float*)row + place + Lanes);
                (sum0, next0) = Add(error[0], value, nextValue, sum0, next0);
                (sum1, next1) = Add(error[1], value, nextValue, sum1, next1);
                (sum2, next2) = Add(error[2], value, nextValue, sum2, next2);
                (sum3, next3) = Add(error[3], value, nextValue, sum3, next3);
                (sum4, next4) = Add(error[4], value, nextValue, sum4, next4);
                (sum5, next5) = Add(error[5], value, nextValue, sum5, next5);
                (sum6, next6) = Add(error[6], value, nextValue, sum6, next6);
                (sum7, next7) = Add(error[7], value, nextValue, sum7, next7);
                error += errorStride;
            }

            Descend(weights + k, minusRate, sum0, next0);
            Descend(weights + stride + k, minusRate, sum1, next1);
            Descend(weights + (2 * stride) + k, minusRate, sum2, next2);
            Descend(weights + (3 * stride) + k, minusRate, sum3, next3);
            Descend(weights + (4 * stride) + k, minusRate, sum4, next4);
            Descend(weights + (5 * stride) + k, minusRate, sum5, next5);
            Descend(weights + (6 * stride) + k, minusRate, sum6, next6);
            Descend(weights + (7 * stride) + k, minusRate, sum7, next7);
            place += rows.Step;
        }
    }

    // The weights of many labels lie in memory, and those of the next values have the time of a batch to arrive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchNext(float* weights, int stride)
    {
        if (Sse.IsSupported)
        {
            for (int label = 0; label < Labels; label++)
            {
                Sse.Prefetch0(weights + (label * stride));
                Sse.Prefetch0(weights + (label * stride) + Lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Sum, Vector512<float> Next) Add(
        float error, Vector512<float> value, Vector512<float> nextValue, Vector512<float> sum, Vector512<float> next)
    {
        Vector512<float> factor = Vector512.Create(error);
        return (Vector512.FusedMultiplyAdd(value, factor, sum), Vector512.FusedMultiplyAdd(nextValue, factor, next));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Descend(float* weights, Vector512<float> minusRate, Vector512<float> gradient, Vector512<float> nextGradient)
    {
        Vector512.FusedMultiplyAdd(minusRate, gradient, Vector512.Load(weights)).Store(weights);
        Vector512.FusedMultiplyAdd(minusRate, nextGradient, Vector512.Load(weights + Lanes)).Store(weights + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* dots, Vector512<float> dot0, Vector512<float> dot1, Vector512<float> dot2, Vector512<float> dot3)
    {
        dots[0] = Vector256.Sum(dot0.GetLower() + dot0.GetUpper());
        dots[1] = Vector256.Sum(dot1.GetLower() + dot1.GetUpper());
        dots[2] = Vector256.Sum(dot2.GetLower() + dot2.GetUpper());
        dots[3] = Vector256.Sum(dot3.GetLower() + dot3.GetUpper());
    }
}
