using System.Numerics;
using System.Runtime.InteropServices;

namespace Retrain.Runtime.Images;

/// <summary>
/// Brings grey levels to the values that a network was trained on: (value - mean) / std, computed like retrain.py's graph, Sub then Mul.
/// </summary>
/// <param name="Mean">The mean in grey levels, for instance 127 for efficientnet_lite0.</param>
/// <param name="Std">The divisor in grey levels, for instance 128.</param>
internal readonly record struct Normalization(float Mean, float Std)
{
    /// <summary>Whether every grey level becomes a finite number, and not all become the same.</summary>
    public bool IsUsable => 1 / Std is not 0 && float.IsFinite((0 - Mean) * (1 / Std)) && float.IsFinite((255 - Mean) * (1 / Std));

    /// <summary>Normalises in place.</summary>
    public void Apply(Span<float> values)
    {
        float scale = 1 / Std;
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> mean = new(Mean);
        foreach (ref Vector<float> vector in vectors)
        {
            vector = (vector - mean) * scale;
        }

        foreach (ref float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value - Mean) * scale;
        }
    }
}
