using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>Scales bottlenecks to length 1.</summary>
internal static class UnitRows
{
    /// <summary>Divides rows by their lengths.</summary>
    public static void Normalize(BottleneckMatrix matrix, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        float[] unit = new float[matrix.Length];
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> values = matrix.PaddedRow(row)[..matrix.Length];
            float length = TensorPrimitives.Norm(values);

            // A row of zeros has no direction and stays as it is.
            TensorPrimitives.Divide(values, length > 0 ? length : 1, unit);
            matrix.Write(row, unit);
        }
    }
}
