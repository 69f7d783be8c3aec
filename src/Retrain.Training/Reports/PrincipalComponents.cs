using System.Numerics.Tensors;
using Retrain.Training.Sampling;

namespace Retrain.Training.Reports;

/// <summary>
/// The two directions in which bottlenecks differ most, by orthogonal iteration (Golub and Van Loan, Matrix Computations, 8.2.4) on the
/// centred bottlenecks; their covariance is never formed.
/// </summary>
/// <param name="Points">Where each bottleneck lies on the two axes.</param>
/// <param name="VarianceFraction">The part of all variance that the two axes show, in [0, 1].</param>
internal sealed record PrincipalComponents(IReadOnlyList<(double X, double Y)> Points, double VarianceFraction)
{
    private const int MostIterations = 60;
    private const double Converged = 1e-5;

    // The third keeps the second from waiting for a neighbour that is nearly as long.
    private const int Directions = 4;

    /// <param name="rows">Changed: they are centred. // [count, length]</param>
    /// <param name="seed">Of the first directions.</param>
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

    // The covariance times each direction.
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

    // Gram and Schmidt, modified: each direction loses what the earlier ones have.
    private static void Orthonormalize(float[][] directions)
    {
        for (int i = 0; i < directions.Length; i++)
        {
            float[] direction = directions[i];
            for (int earlier = 0; earlier < i; earlier++)
            {
                TensorPrimitives.MultiplyAdd(directions[earlier], -TensorPrimitives.Dot<float>(direction, directions[earlier]), direction, direction);
            }

            float norm = TensorPrimitives.Norm<float>(direction);

            // Fewer directions than asked for: equal images, or two of them.
            TensorPrimitives.Multiply(direction, norm > float.Epsilon ? 1 / norm : 0, direction);
        }
    }

    // An axis may point either way; ours has its farthest bottleneck on the positive side.
    private static int Sign(float[] scores) => scores[TensorPrimitives.IndexOfMaxMagnitude<float>(scores)] < 0 ? -1 : 1;
}
