using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Retrain.Training.Bottlenecks;

/// <summary>
/// The dots of three rows with eight labels, for processors with vectors of sixteen lanes and for many labels: what is loaded once is used
/// eight times or three.
/// </summary>
/// <remarks>Every sum is made in the order of <see cref="MatMulKernels"/>, so that the bits are the same.</remarks>
internal static unsafe class TiledDots
{
    public const int Rows = 3;

    public const int Labels = 8;

    /// <summary>The sums of one row.</summary>
    public const int SumsOfRow = Labels * Lanes;

    private const int Lanes = 16;

    /// <summary>
    /// Adds the products of three rows with the weights of eight labels, over some of their values. With a few hundred values at a time,
    /// the weights stay in a core's first-level cache for the next rows, which whole rows of weights would not.
    /// </summary>
    /// <param name="rows">The addresses of the rows.</param>
    /// <param name="offset">The first value; with zero, the sums begin anew.</param>
    /// <param name="count">The number of values, a multiple of sixteen.</param>
    /// <param name="sums">The sums so far, sixteen for each row and label, sums[row][label][lane].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(nint* rows, float* weights, int stride, int offset, int count, float* sums)
    {
        float* a = (float*)rows[0] + offset;
        float* b = (float*)rows[1] + offset;
        float* c = (float*)rows[2] + offset;
        bool isFirst = offset == 0;
        float* sumsOfB = sums + SumsOfRow;
        float* sumsOfC = sumsOfB + SumsOfRow;
        Vector512<float> a0 = isFirst ? default : Vector512.Load(sums);
        Vector512<float> a1 = isFirst ? default : Vector512.Load(sums + Lanes);
        Vector512<float> a2 = isFirst ? default : Vector512.Load(sums + (2 * Lanes));
        Vector512<float> a3 = isFirst ? default : Vector512.Load(sums + (3 * Lanes));
        Vector512<float> a4 = isFirst ? default : Vector512.Load(sums + (4 * Lanes));
        Vector512<float> a5 = isFirst ? default : Vector512.Load(sums + (5 * Lanes));
        Vector512<float> a6 = isFirst ? default : Vector512.Load(sums + (6 * Lanes));
        Vector512<float> a7 = isFirst ? default : Vector512.Load(sums + (7 * Lanes));
        Vector512<float> b0 = isFirst ? default : Vector512.Load(sumsOfB);
        Vector512<float> b1 = isFirst ? default : Vector512.Load(sumsOfB + Lanes);
        Vector512<float> b2 = isFirst ? default : Vector512.Load(sumsOfB + (2 * Lanes));
        Vector512<float> b3 = isFirst ? default : Vector512.Load(sumsOfB + (3 * Lanes));
        Vector512<float> b4 = isFirst ? default : Vector512.Load(sumsOfB + (4 * Lanes));
        Vector512<float> b5 = isFirst ? default : Vector512.Load(sumsOfB + (5 * Lanes));
        Vector512<float> b6 = isFirst ? default : Vector512.Load(sumsOfB + (6 * Lanes));
        Vector512<float> b7 = isFirst ? default : Vector512.Load(sumsOfB + (7 * Lanes));
        Vector512<float> c0 = isFirst ? default : Vector512.Load(sumsOfC);
        Vector512<float> c1 = isFirst ? default : Vector512.Load(sumsOfC + Lanes);
        Vector512<float> c2 = isFirst ? default : Vector512.Load(sumsOfC + (2 * Lanes));
        Vector512<float> c3 = isFirst ? default : Vector512.Load(sumsOfC + (3 * Lanes));
        Vector512<float> c4 = isFirst ? default : Vector512.Load(sumsOfC + (4 * Lanes));
        Vector512<float> c5 = isFirst ? default : Vector512.Load(sumsOfC + (5 * Lanes));
        Vector512<float> c6 = isFirst ? default : Vector512.Load(sumsOfC + (6 * Lanes));
        Vector512<float> c7 = isFirst ? default : Vector512.Load(sumsOfC + (7 * Lanes));
        float* weights0 = weights + offset;
        float* weights1 = weights0 + stride;
        float* weights2 = weights1 + stride;
        float* weights3 = weights2 + stride;
        float* weights4 = weights3 + stride;
        float* weights5 = weights4 + stride;
        float* weights6 = weights5 + stride;
        float* weights7 = weights6 + stride;
        for (int k = 0; k < count; k += Lanes)
        {
            Vector512<float> valueOfA = Vector512.Load(a + k);
            Vector512<float> valueOfB = Vector512.Load(b + k);
            Vector512<float> valueOfC = Vector512.Load(c + k);
            Vector512<float> weight = Vector512.Load(weights0 + k);
            a0 = Vector512.FusedMultiplyAdd(valueOfA, weight, a0);
            b0 = Vector512.FusedMultiplyAdd(valueOfB, weight, b0);
            c0 = Vector512.FusedMultiplyAdd(valueOfC, weight, c0);
            weight = Vector512.Load(weights1 + k);
            a1 = Vector512.FusedMultiplyAdd(valueOfA, weight, a1);
            b1 = Vector512.FusedMultiplyAdd(valueOfB, weight, b1);
            c1 = Vector512.FusedMultiplyAdd(valueOfC, weight, c1);
            weight = Vector512.Load(weights2 + k);
            a2 = Vector512.FusedMultiplyAdd(valueOfA, weight, a2);
            b2 = Vector512.FusedMultiplyAdd(valueOfB, weight, b2);
            c2 = Vector512.FusedMultiplyAdd(valueOfC, weight, c2);
            weight = Vector512.Load(weights3 + k);
            a3 = Vector512.FusedMultiplyAdd(valueOfA, weight, a3);
            b3 = Vector512.FusedMultiplyAdd(valueOfB, weight, b3);
            c3 = Vector512.FusedMultiplyAdd(valueOfC, weight, c3);
            weight = Vector512.Load(weights4 + k);
            a4 = Vector512.FusedMultiplyAdd(valueOfA, weight, a4);
            b4 = Vector512.FusedMultiplyAdd(valueOfB, weight, b4);
            c4 = Vector512.FusedMultiplyAdd(valueOfC, weight, c4);
            weight = Vector512.Load(weights5 + k);
            a5 = Vector512.FusedMultiplyAdd(valueOfA, weight, a5);
            b5 = Vector512.FusedMultiplyAdd(valueOfB, weight, b5);
            c5 = Vector512.FusedMultiplyAdd(valueOfC, weight, c5);
            weight = Vector512.Load(weights6 + k);
            a6 = Vector512.FusedMultiplyAdd(valueOfA, weight, a6);
            b6 = Vector512.FusedMultiplyAdd(valueOfB, weight, b6);
            c6 = Vector512.FusedMultiplyAdd(valueOfC, weight, c6);
            weight = Vector512.Load(weights7 + k);
            a7 = Vector512.FusedMultiplyAdd(valueOfA, weight, a7);
            b7 = Vector512.FusedMultiplyAdd(valueOfB, weight, b7);
            c7 = Vector512.FusedMultiplyAdd(valueOfC, weight, c7);
        }

        a0.Store(sums);
        a1.Store(sums + Lanes);
        a2.Store(sums + (2 * Lanes));
        a3.Store(sums + (3 * Lanes));
        a4.Store(sums + (4 * Lanes));
        a5.Store(sums + (5 * Lanes));
        a6.Store(sums + (6 * Lanes));
        a7.Store(sums + (7 * Lanes));
        b0.Store(sumsOfB);
        b1.Store(sumsOfB + Lanes);
        b2.Store(sumsOfB + (2 * Lanes));
        b3.Store(sumsOfB + (3 * Lanes));
        b4.Store(sumsOfB + (4 * Lanes));
        b5.Store(sumsOfB + (5 * Lanes));
        b6.Store(sumsOfB + (6 * Lanes));
        b7.Store(sumsOfB + (7 * Lanes));
        c0.Store(sumsOfC);
        c1.Store(sumsOfC + Lanes);
        c2.Store(sumsOfC + (2 * Lanes));
        c3.Store(sumsOfC + (3 * Lanes));
        c4.Store(sumsOfC + (4 * Lanes));
        c5.Store(sumsOfC + (5 * Lanes));
        c6.Store(sumsOfC + (6 * Lanes));
        c7.Store(sumsOfC + (7 * Lanes));
    }

    /// <summary>The dots of one row with eight labels, from its sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish(float* sums, float* dots)
    {
        for (int label = 0; label < Labels; label += 4, sums += 4 * Lanes)
        {
            Vector256<float> pairs = Avx.HorizontalAdd(Halves(sums), Halves(sums + Lanes));
            Vector256<float> nextPairs = Avx.HorizontalAdd(Halves(sums + (2 * Lanes)), Halves(sums + (3 * Lanes)));
            Vector256<float> fours = Avx.HorizontalAdd(pairs, nextPairs); // The order of Vector256.Sum, for four labels at once.
            (fours.GetLower() + fours.GetUpper()).Store(dots + label);
        }
    }

    /// <summary>
    /// Asks for a share of the weights that come next: those of many labels lie in memory, or in another core's cache, and have the time
    /// of all tiles to arrive.
    /// </summary>
    /// <param name="count">The values of each label's weights that are read together.</param>
    /// <param name="tile">The number of the tile that is computed meanwhile.</param>
    /// <param name="tiles">The number of all tiles.</param>
    public static void Prefetch(float* weights, int stride, int count, int tile, int tiles)
    {
        int lines = Labels * (count / Lanes);
        int line = tile * lines / tiles;
        int end = (tile + 1) * lines / tiles;
        float* label = weights + ((long)(line / (count / Lanes)) * stride);
        int k = line % (count / Lanes) * Lanes;
        for (; line < end; line++, k += Lanes)
        {
            if (k == count)
            {
                label += stride;
                k = 0;
            }

            Sse.Prefetch1(label + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* lanes) => Vector256.Load(lanes) + Vector256.Load(lanes + (Lanes / 2));
}
