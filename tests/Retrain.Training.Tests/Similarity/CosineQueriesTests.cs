using CsCheck;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Similarity;

namespace Retrain.Training.Tests.Similarity;

public sealed class CosineQueriesTests
{
    private static readonly Gen<(float[] Row, float[] Query)> Pairs =
        Gen.Int[1, 300].SelectMany(length => Gen.Select(Values(length), Values(length)));

    [Fact]
    public void IsTheCosineOfNumbersWithThirtyDigits() => Pairs.Sample(pair =>
    {
        (float[] row, float[] query) = pair;

        double similarity = Compare([row], query)[0];

        Math.Abs(similarity - Exact(row, query)).ShouldBeLessThan(1e-14);
    });

    [Fact]
    public void TheSameDirectionIsExactlyOne() => Pairs.Sample(pair =>
    {
        if (pair.Row.Any(value => value != 0))
        {
            Compare([pair.Row], pair.Row)[0].ShouldBe(1);
            Compare([[.. pair.Row.Select(value => -value)]], pair.Row)[0].ShouldBe(-1);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void BitsDependNeitherOnThreadsNorOnOtherRows(int threads)
    {
        Random random = new(3);
        float[][] rows = [.. Enumerable.Range(0, 2000).Select(_ => Enumerable.Range(0, 1280).Select(_ => random.NextSingle()).ToArray())];
        float[] query = rows[77];

        double[] together = Compare(rows, query, threads);

        together[77].ShouldBe(1);
        foreach (int row in new[] { 0, 1, 999, 1999 })
        {
            together[row].ShouldBe(Compare([rows[row]], query)[0]);
        }
    }

    [Fact]
    public void ZerosAreLikeNothingAndWhatIsNoNumberHasNoSimilarity()
    {
        double[] similarities = Compare([[0, 0, 0], [1, float.NaN, 2], [float.PositiveInfinity, 1, 2], [3e38f, 3e38f, 3e38f]], [1, 2, 3]);

        similarities[0].ShouldBe(0);
        similarities[1].ShouldBe(double.NaN);
        double.IsFinite(similarities[2]).ShouldBeFalse();
        similarities[3].ShouldBe(6 / Math.Sqrt(3 * 14), 1e-14);
    }

    private static Gen<float[]> Values(int length) => Gen.Float[-10, 10].Array[length];

    private static unsafe double[] Compare(float[][] rows, float[] query, int threads = 1)
    {
        using BottleneckMatrix matrix = Matrix(rows), ofQuery = Matrix([query]);
        using CosineQueries queries = new(ofQuery, [0], threads);
        double[] similarities = new double[rows.Length];
        fixed (float* first = matrix.PaddedRow(0))
        {
            queries.Compare(first, rows.Length, similarities);
        }

        return similarities;
    }

    private static BottleneckMatrix Matrix(float[][] rows)
    {
        BottleneckMatrix matrix = new(rows.Length, rows[0].Length);
        for (int row = 0; row < rows.Length; row++)
        {
            matrix.Write(row, rows[row]);
        }

        return matrix;
    }

    // Decimals hold products of such floats to 28 digits.
    private static double Exact(float[] row, float[] query)
    {
        static decimal Product(double[] a, double[] b) => a.Zip(b, (x, y) => new decimal(x) * new decimal(y)).Sum();
        double[] one = Scaled(row), other = Scaled(query);
        double lengths = Math.Sqrt((double)Product(one, one)) * Math.Sqrt((double)Product(other, other));
        return lengths == 0 ? 0 : (double)Product(one, other) / lengths;
    }

    // The same direction, near 1: a decimal has 28 digits behind its point, and no more.
    private static double[] Scaled(float[] values)
    {
        float largest = values.Max(Math.Abs);
        return [.. values.Select(value => largest == 0 ? 0 : Math.ScaleB(value, -Math.ILogB(largest)))];
    }
}
