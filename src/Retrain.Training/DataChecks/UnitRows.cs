using System.Numerics.Tensors;
using Retrain.Training.Bottlenecks;

namespace Retrain.Training.DataChecks;

/// <summary>Scales bottlenecks to length 1.</summary>
internal static class UnitRows
{
    /// <summary>Divides rows by their lengths.</summary>
    public static void Normalize(BottleneckMatrix matrix, IReadOnlyList<int> rows, CancellationToken cancellationToken) =>
        Write(matrix, matrix, rows, cancellationToken);

    /// <summary>The rows of images divided by their lengths, without those of their variants; the matrix itself stays as it is.</summary>
    public static BottleneckMatrix Copy(LabeledBottlenecks images, CancellationToken cancellationToken)
    {
        int[] rows = [.. images.Images.Select(image => image.Row)];
        BottleneckMatrix copy = new(rows.Max() + 1, images.Matrix.Length);
        try
        {
            Write(images.Matrix, copy, rows, cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static void Write(BottleneckMatrix source, BottleneckMatrix target, IReadOnlyList<int> rows, CancellationToken cancellationToken)
    {
        float[] unit = new float[source.Length];
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> values = source.PaddedRow(row)[..source.Length];
            float length = TensorPrimitives.Norm(values);

            // A row of zeros has no direction and stays as it is.
            TensorPrimitives.Divide(values, length > 0 ? length : 1, unit);
            target.Write(row, unit);
        }
    }
}
