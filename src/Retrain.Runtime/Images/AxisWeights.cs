namespace Retrain.Runtime.Images;

/// <summary>
/// The shares that an axis' source pixels have in a part of its output pixels, as Pillow computes them in double (precompute_coeffs).
/// </summary>
/// <remarks>Thread-safe: it does not change.</remarks>
internal sealed class AxisWeights
{
    private const int FixedPointBits = 22;

    // 64 MiB of weights; only images of millions of pixels in a row have more, and theirs are computed where they are used.
    private const long MostStored = 1 << 23;

    private readonly AxisWindow window;
    private readonly double scale;
    private readonly double filterScale;
    private readonly double[] sums;
    private readonly int[] offsets;
    private readonly int[] wholes;
    private readonly float[] fractions;

    private AxisWeights(AxisWindow window)
    {
        this.window = window;
        scale = (double)window.SourcePixels / window.ResizedPixels;
        filterScale = Math.Max(1, scale);
        Starts = new int[window.Count];
        Ends = new int[window.Count];
        offsets = new int[window.Count];
        sums = new double[window.Count];
        double support = FilterKernel.SupportOf(window.Filter) * filterScale;
        long total = 0;
        for (int i = 0; i < window.Count; i++)
        {
            double center = CenterOf(i);
            Starts[i] = (int)Math.Max(0, center - support + 0.5);
            Ends[i] = (int)Math.Min(window.SourcePixels, center + support + 0.5);
            offsets[i] = (int)Math.Min(total, MostStored);
            total += Ends[i] - Starts[i];
            for (int source = Starts[i]; source < Ends[i]; source++)
            {
                sums[i] += KernelAt(source, center);
            }
        }

        IsStored = total <= MostStored;
        wholes = new int[IsStored ? total : 0];
        fractions = new float[wholes.Length];
        for (int i = 0; IsStored && i < window.Count; i++)
        {
            for (int source = Starts[i]; source < Ends[i]; source++)
            {
                double share = ShareOf(i, source);
                wholes[offsets[i] + source - Starts[i]] = Whole(share);
                fractions[offsets[i] + source - Starts[i]] = (float)share;
            }
        }

        // How many outputs are begun and not complete at any source pixel.
        for (int first = 0, last = 0; last < window.Count; last++)
        {
            while (Ends[first] <= Starts[last])
            {
                first++;
            }

            MostOverlapping = Math.Max(MostOverlapping, last - first + 1);
        }
    }

    /// <summary>The first source pixel of each output.</summary>
    public int[] Starts { get; }

    /// <summary>The source pixel after the last one of each output.</summary>
    public int[] Ends { get; }

    /// <summary>The largest number of outputs that one source pixel has a share in.</summary>
    public int MostOverlapping { get; }

    /// <summary>Whether the weights are in memory; else they are computed one by one.</summary>
    public bool IsStored { get; }

    /// <summary>The bytes that it takes.</summary>
    public long SizeBytes => (sizeof(int) + sizeof(float)) * (long)wholes.Length;

    public static AxisWeights For(AxisWindow window) => AxisWeightsCache.Find(window) ?? AxisWeightsCache.Keep(window, new(window));

    /// <summary>The stored weights of an output in whole multiples of 2^-22.</summary>
    public ReadOnlySpan<int> WholesOf(int output) => wholes.AsSpan(offsets[output], Ends[output] - Starts[output]);

    /// <summary>The stored weights of an output.</summary>
    public ReadOnlySpan<float> FractionsOf(int output) => fractions.AsSpan(offsets[output], Ends[output] - Starts[output]);

    /// <summary>The weight of a source pixel in an output in whole multiples of 2^-22.</summary>
    public int WholeAt(int output, int source) =>
        IsStored ? wholes[offsets[output] + source - Starts[output]] : Whole(ShareOf(output, source));

    /// <summary>The weight of a source pixel in an output.</summary>
    public float FractionAt(int output, int source) =>
        IsStored ? fractions[offsets[output] + source - Starts[output]] : (float)ShareOf(output, source);

    private static int Whole(double share) => (int)((share < 0 ? -0.5 : 0.5) + (share * (1 << FixedPointBits)));

    private double ShareOf(int output, int source) => sums[output] is 0 ? 0 : KernelAt(source, CenterOf(output)) / sums[output];

    private double CenterOf(int output) => (window.First + output + 0.5) * scale;

    private double KernelAt(int source, double center) =>
        FilterKernel.At(window.Filter, (source - center + 0.5) * (1 / filterScale));
}
