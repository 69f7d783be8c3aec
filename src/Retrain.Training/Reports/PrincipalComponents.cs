using System.Numerics.Tensors;
using Retrain.Training.Sampling;

namespace Retrain.Training.Reports;

/// <summary>
/// The two directions in which bottlenecks differ most, found by orthogonal iteration (Golub and Van Loan, Matrix Computations, 8.2.4) on
/// the centred bottlenecks without forming their covariance.
/// </summary>
/// <param name="Points">The position of each bottleneck on the two axes.</param>
/// <param name="VarianceFraction">The fraction of the variance that the two axes show, in [0, 1].</param>
internal sealed record PrincipalComponents(IReadOnlyList<(double X, double Y)> Points, double VarianceFraction)
{
    private const int MostIterations = 60;
    private const double Converged = 1e-5;

    // Without the additional directions, the second axis would converge slowly if a third is nearly as long.
    private const int Directions = 4;

    /// <summary>Finds the directions.</summary>
    /// <param name="rows">The bottlenecks, shape [count, length], which are centred in place.</param>
    /// <param name="seed">The seed of the initial directions.</param>
    public static PrincipalComponents Of(float[][] rows, ulong seed)
    {
        if (rows.Length == 0)
        {
            return new([], 0);
        }

        double variance = Centre(rows);
        float[][] directions = Start(rows[0].Length, seed);
        float[][] scores = [.. directions.Select(_ => new float[rows.Length])]; // [directions, count]
        double shown = 0;
        for (int i = 0; i < MostIterations; i++)
        {
            Project(rows, directions, scores);
            double before = shown;
            shown = TensorPrimitives.SumOfSquares<float>(scores[0]) + TensorPrimitives.SumOfSquares<float>(scores[1]);
            if (Math.Abs(shown - before) <= Converged * shown)
            {
                break;
            }

            Improve(rows, directions, scores);
        }

        (double Sign, float[] Scores)[] axes = [.. scores.Take(2).Select(axis => ((double)Sign(axis), axis))];
        return new(
            [.. Enumerable.Range(0, rows.Length).Select(i => (axes[0].Sign * axes[0].Scores[i], axes[1].Sign * axes[1].Scores[i]))],
            variance > 0 ? Math.Min(1, shown / variance) : 0);
    }

    private static double Centre(float[][] rows)
    {
        float[] mean = new float[rows[0].Length];
        foreach (float[] row in rows)
        {
            TensorPrimitives.Add(mean, row, mean);
        }

        TensorPrimitives.Divide(mean, rows.Length, mean);
        double sumOfSquares = 0;
        foreach (float[] row in rows)
        {
            TensorPrimitives.Subtract(row, mean, row);
            sumOfSquares += TensorPrimitives.SumOfSquares<float>(row);
        }

        return sumOfSquares;
    }

    private static float[][] Start(int length, ulong seed)
    {
        SeededRandom random = new(seed);
        float[][] directions = new float[Directions][];
        for (int i = 0; i < Directions; i++)
        {
            directions[i] = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextTruncatedNormal())];
        }

        Orthonormalize(directions);
        return directions;
    }

    private static void Project(float[][] rows, float[][] directions, float[][] scores)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int direction = 0; direction < directions.Length; direction++)
            {
                scores[direction][i] = TensorPrimitives.Dot<float>(rows[i], directions[direction]);
            }
        }
    }

    // Multiplies each direction by the covariance.
    private static void Improve(float[][] rows, float[][] directions, float[][] scores)
    {
        for (int direction = 0; direction < directions.Length; direction++)
        {
            Array.Clear(directions[direction]);
            for (int i = 0; i < rows.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(rows[i], scores[direction][i], directions[direction], directions[direction]);
            }
        }

        Orthonormalize(directions);
    }

    // Modified Gram-Schmidt: each direction loses its components along the earlier ones.
    private static void Orthonormalize(float[][] directions)
    {
        for (int i = 0; i < directions.Length; i++)
        {
            float[] direction = directions[i];
            for (int earlier = 0; earlier < i; earlier++)
            {
                float[] other = directions[earlier];
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<float>(direction, other), direction, direction);
            }

            float norm = TensorPrimitives.Norm<float>(direction);

            // There are fewer directions than requested if all images are equal or there are only two.
            TensorPrimitives.Multiply(direction, norm > float.Epsilon ? 1 / norm : 0, direction);
        }
    }

    // An axis may point either way; here its farthest bottleneck is on the positive side.
    private static int Sign(float[] scores) => scores[TensorPrimitives.IndexOfMaxMagnitude<float>(scores)] < 0 ? -1 : 1;
}
