using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>Brings bottlenecks to a common origin and length.</summary>
internal static class UnitRows
{
    /// <summary>Takes the mean of some rows from each of them and divides each by its length.</summary>
    public static void Normalize(BottleneckMatrix matrix, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        double[] sum = new double[matrix.Length];
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> values = matrix.PaddedRow(row);
            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += values[k];
            }
        }

        float[] mean = [.. sum.Select(value => (float)(value / Math.Max(1, rows.Count)))];
        float[] unit = new float[matrix.Length];
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TensorPrimitives.Subtract(matrix.PaddedRow(row)[..matrix.Length], mean, unit);
            float length = TensorPrimitives.Norm<float>(unit);

            // All images equal: no direction, and no reason to divide by zero.
            TensorPrimitives.Divide(unit, length > 0 ? length : 1, unit);
            matrix.Write(row, unit);
        }
    }
}
