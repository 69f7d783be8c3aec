using System.Numerics.Tensors;

namespace Retrain.Training.Heads;

/// <summary>Arithmetic on vectors that are often short, to the bit as <see cref="TensorPrimitives"/> does it.</summary>
internal static class ShortVectors
{
    /// <summary>To call functions on vectors of fewer values takes longer than to work on them.</summary>
    public const int Few = 32;

    /// <summary>values /= divisor</summary>
    public static void Divide(Span<float> values, float divisor)
    {
        if (values.Length >= Few)
        {
            TensorPrimitives.Divide(values, divisor, values);
            return;
        }

        foreach (ref float value in values)
        {
            value /= divisor;
        }
    }

    /// <summary>sums += values</summary>
    public static void Add(Span<float> sums, ReadOnlySpan<float> values)
    {
        if (values.Length >= Few)
        {
            TensorPrimitives.Add(sums, values, sums);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            sums[i] += values[i];
        }
    }
}
