using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Retrain.Training.Similarity;

/// <summary>Sums of products in double precision, of values in single precision.</summary>
/// <remarks>
/// A product of two such values is exact in double precision, so that a fused multiply-add rounds as a multiplication and an addition do.
/// Lanes and their order are the same whatever vectors a processor has. So a sum has the same bits on every machine, and is wrong by about
/// one part in 10^15 of the sum of the products' sizes, far less than the values themselves are.
/// </remarks>
internal static unsafe class CosineKernel
{
    /// <summary>The values of a row are padded with zeros to a multiple of this number.</summary>
    public const int Block = 4 * Lanes;

    private const int Lanes = 4;

    /// <summary>A row times itself: the square of its length.</summary>
    /// <param name="row">// [count]</param>
    /// <param name="count">A multiple of <see cref="Block"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Square(float* row, int count)
    {
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int k = 0; k < count; k += Block)
        {
            Vector256<double> value0 = Doubles(row + k);
            Vector256<double> value1 = Doubles(row + k + Lanes);
            Vector256<double> value2 = Doubles(row + k + (2 * Lanes));
            Vector256<double> value3 = Doubles(row + k + (3 * Lanes));
            sum0 = Vector256.FusedMultiplyAdd(value0, value0, sum0);
            sum1 = Vector256.FusedMultiplyAdd(value1, value1, sum1);
            sum2 = Vector256.FusedMultiplyAdd(value2, value2, sum2);
            sum3 = Vector256.FusedMultiplyAdd(value3, value3, sum3);
        }

        return Sum(sum0, sum1, sum2, sum3);
    }

    /// <summary>A row times a query.</summary>
    /// <param name="row">// [count]</param>
    /// <param name="query">// [count]</param>
    /// <param name="count">A multiple of <see cref="Block"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(float* row, double* query, int count)
    {
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int k = 0; k < count; k += Block)
        {
            sum0 = Vector256.FusedMultiplyAdd(Doubles(row + k), Vector256.Load(query + k), sum0);
            sum1 = Vector256.FusedMultiplyAdd(Doubles(row + k + Lanes), Vector256.Load(query + k + Lanes), sum1);
            sum2 = Vector256.FusedMultiplyAdd(Doubles(row + k + (2 * Lanes)), Vector256.Load(query + k + (2 * Lanes)), sum2);
            sum3 = Vector256.FusedMultiplyAdd(Doubles(row + k + (3 * Lanes)), Vector256.Load(query + k + (3 * Lanes)), sum3);
        }

        return Sum(sum0, sum1, sum2, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Doubles(float* values) => Avx.IsSupported
        ? Avx.ConvertToVector256Double(Vector128.Load(values))
        : Vector256.Create(Vector128.WidenLower(Vector128.Load(values)), Vector128.WidenUpper(Vector128.Load(values)));

    // In an order of its own: that of Vector256.Sum is not promised.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> sum0, Vector256<double> sum1, Vector256<double> sum2, Vector256<double> sum3)
    {
        Vector256<double> sum = (sum0 + sum1) + (sum2 + sum3);
        return (sum[0] + sum[1]) + (sum[2] + sum[3]);
    }
}
