using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The two products that training consists of, bottlenecks * weights and its gradient, for four labels or one. Eight sums are under way at
/// once, which keeps both multipliers of a core busy.
/// </summary>
/// <remarks>
/// Vectors have eight lanes whatever the hardware has, and products are fused as written, so that the bits are the same everywhere.
/// Pointers are to rows padded to <see cref="Block"/> values; the callers keep them in place.
/// </remarks>
internal static unsafe class MatMulKernels
{
    /// <summary>Rows are padded to a multiple of it: what eight vectors hold.</summary>
    public const int Block = 64;

    /// <summary>The labels of <see cref="FourDots"/> and <see cref="DescendFour"/>.</summary>
    public const int Labels = 4;

    /// <summary>The values that <see cref="DescendFour"/> reads of a row at once.</summary>
    public const int Panel = 2 * Lanes;

    private const int Lanes = 8;

    /// <summary>One row times the weights of four labels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourDots(float* row, float* weights, int stride, float* dots)
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<float> next0 = default, next1 = default, next2 = default, next3 = default;
        float* weights1 = weights + stride;
        float* weights2 = weights1 + stride;
        float* weights3 = weights2 + stride;
        for (int k = 0; k < stride; k += 2 * Lanes)
        {
            Vector256<float> value = Vector256.Load(row + k);
            Vector256<float> nextValue = Vector256.Load(row + k + Lanes);
            sum0 = Vector256.FusedMultiplyAdd(value, Vector256.Load(weights + k), sum0);
            sum1 = Vector256.FusedMultiplyAdd(value, Vector256.Load(weights1 + k), sum1);
            sum2 = Vector256.FusedMultiplyAdd(value, Vector256.Load(weights2 + k), sum2);
            sum3 = Vector256.FusedMultiplyAdd(value, Vector256.Load(weights3 + k), sum3);
            next0 = Vector256.FusedMultiplyAdd(nextValue, Vector256.Load(weights + k + Lanes), next0);
            next1 = Vector256.FusedMultiplyAdd(nextValue, Vector256.Load(weights1 + k + Lanes), next1);
            next2 = Vector256.FusedMultiplyAdd(nextValue, Vector256.Load(weights2 + k + Lanes), next2);
            next3 = Vector256.FusedMultiplyAdd(nextValue, Vector256.Load(weights3 + k + Lanes), next3);
        }

        dots[0] = Vector256.Sum(sum0 + next0);
        dots[1] = Vector256.Sum(sum1 + next1);
        dots[2] = Vector256.Sum(sum2 + next2);
        dots[3] = Vector256.Sum(sum3 + next3);
    }

    /// <summary>One row times the weights of one label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* row, float* weights, int stride)
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (int k = 0; k < stride; k += Block)
        {
            float* x = row + k;
            float* w = weights + k;
            sum0 = Vector256.FusedMultiplyAdd(Vector256.Load(x), Vector256.Load(w), sum0);
            sum1 = Vector256.FusedMultiplyAdd(Vector256.Load(x + Lanes), Vector256.Load(w + Lanes), sum1);
            sum2 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (2 * Lanes)), Vector256.Load(w + (2 * Lanes)), sum2);
            sum3 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (3 * Lanes)), Vector256.Load(w + (3 * Lanes)), sum3);
            sum4 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (4 * Lanes)), Vector256.Load(w + (4 * Lanes)), sum4);
            sum5 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (5 * Lanes)), Vector256.Load(w + (5 * Lanes)), sum5);
            sum6 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (6 * Lanes)), Vector256.Load(w + (6 * Lanes)), sum6);
            sum7 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (7 * Lanes)), Vector256.Load(w + (7 * Lanes)), sum7);
        }

        return Vector256.Sum(((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7)));
    }

    /// <summary>weights -= rate * (rows transposed * errors) for four labels.</summary>
    /// <param name="rows">The batch's bottlenecks.</param>
    /// <param name="errors">Each image's errors of the four labels, <paramref name="errorStride"/> apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DescendFour(BatchPanels rows, float* errors, int errorStride, float* weights, int stride, float rate)
    {
        Vector256<float> minusRate = Vector256.Create(-rate);
        long place = 0;
        for (int k = 0; k < stride; k += Panel)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector256<float> next0 = default, next1 = default, next2 = default, next3 = default;
            float* error = errors;
            foreach (nint row in rows.Addresses)
            {
                Vector256<float> value = Vector256.Load((float*)row + place);
                Vector256<float> nextValue = Vector256.Load((float*)row + place + Lanes);
                Vector256<float> error0 = Vector256.Create(error[0]);
                Vector256<float> error1 = Vector256.Create(error[1]);
                Vector256<float> error2 = Vector256.Create(error[2]);
                Vector256<float> error3 = Vector256.Create(error[3]);
                sum0 = Vector256.FusedMultiplyAdd(value, error0, sum0);
                sum1 = Vector256.FusedMultiplyAdd(value, error1, sum1);
                sum2 = Vector256.FusedMultiplyAdd(value, error2, sum2);
                sum3 = Vector256.FusedMultiplyAdd(value, error3, sum3);
                next0 = Vector256.FusedMultiplyAdd(nextValue, error0, next0);
                next1 = Vector256.FusedMultiplyAdd(nextValue, error1, next1);
                next2 = Vector256.FusedMultiplyAdd(nextValue, error2, next2);
                next3 = Vector256.FusedMultiplyAdd(nextValue, error3, next3);
                error += errorStride;
            }

            Descend(weights + k, minusRate, sum0, next0);
            Descend(weights + stride + k, minusRate, sum1, next1);
            Descend(weights + (2 * stride) + k, minusRate, sum2, next2);
            Descend(weights + (3 * stride) + k, minusRate, sum3, next3);
            place += rows.Step;
        }
    }

    /// <summary>weights -= rate * (rows transposed * errors) for one label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DescendOne(ReadOnlySpan<nint> rows, float* errors, int errorStride, float* weights, int stride, float rate)
    {
        Vector256<float> minusRate = Vector256.Create(-rate);
        for (int k = 0; k < stride; k += Block)
        {
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            float* error = errors;
            foreach (nint row in rows)
            {
                float* x = (float*)row + k;
                Vector256<float> factor = Vector256.Create(*error);
                sum0 = Vector256.FusedMultiplyAdd(Vector256.Load(x), factor, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Vector256.Load(x + Lanes), factor, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (2 * Lanes)), factor, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (3 * Lanes)), factor, sum3);
                sum4 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (4 * Lanes)), factor, sum4);
                sum5 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (5 * Lanes)), factor, sum5);
                sum6 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (6 * Lanes)), factor, sum6);
                sum7 = Vector256.FusedMultiplyAdd(Vector256.Load(x + (7 * Lanes)), factor, sum7);
                error += errorStride;
            }

            Descend(weights + k, minusRate, sum0, sum1);
            Descend(weights + k + (2 * Lanes), minusRate, sum2, sum3);
            Descend(weights + k + (4 * Lanes), minusRate, sum4, sum5);
            Descend(weights + k + (6 * Lanes), minusRate, sum6, sum7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Descend(float* weights, Vector256<float> minusRate, Vector256<float> gradient, Vector256<float> nextGradient)
    {
        Vector256.FusedMultiplyAdd(minusRate, gradient, Vector256.Load(weights)).Store(weights);
        Vector256.FusedMultiplyAdd(minusRate, nextGradient, Vector256.Load(weights + Lanes)).Store(weights + Lanes);
    }
}
