using System.Numerics;
using System.Runtime.InteropServices;

namespace Retrain.Runtime.Images;

/// <summary>
/// Brings grey levels to the values that a network was trained on: (value - mean) / std, computed like retrain.py's graph, Sub then Mul.
/// </summary>
/// <param name="Mean">The mean of each channel in grey levels, for instance 127 for efficientnet_lite0.</param>
/// <param name="Std">The divisor of each channel in grey levels, for instance 128.</param>
internal readonly record struct Normalization(ChannelValues Mean, ChannelValues Std)
{
    /// <summary>The same mean and divisor for every channel.</summary>
    public Normalization(float mean, float std)
        : this(new ChannelValues(mean), new ChannelValues(std))
    {
    }

    /// <summary>Whether every grey level becomes a finite number, and not all become the same.</summary>
    public bool IsUsable =>
        IsUsableFor(Mean.Red, Std.Red) && IsUsableFor(Mean.Green, Std.Green) && IsUsableFor(Mean.Blue, Std.Blue);

    /// <summary>Normalises in place.</summary>
    /// <param name="values">R G B, pixel by pixel.</param>
    public void Apply(Span<float> values)
    {
        if (Mean.IsUniform && Std.IsUniform)
        {
            Apply(values, Mean.Red, 1 / Std.Red);
            return;
        }

        ReadOnlySpan<float> means = [Mean.Red, Mean.Green, Mean.Blue];
        ReadOnlySpan<float> scales = [1 / Std.Red, 1 / Std.Green, 1 / Std.Blue];
        for (int i = 0; i + 3 <= values.Length; i += 3)
        {
            values[i] = (values[i] - means[0]) * scales[0];
            values[i + 1] = (values[i + 1] - means[1]) * scales[1];
            values[i + 2] = (values[i + 2] - means[2]) * scales[2];
        }
    }

    private static bool IsUsableFor(float mean, float std) =>
        1 / std is not 0 && float.IsFinite((0 - mean) * (1 / std)) && float.IsFinite((255 - mean) * (1 / std));

    private static void Apply(Span<float> values, float mean, float scale)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> means = new(mean);
        foreach (ref Vector<float> vector in vectors)
        {
            vector = (vector - means) * scale;
        }

        foreach (ref float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value - mean) * scale;
        }
    }
}
