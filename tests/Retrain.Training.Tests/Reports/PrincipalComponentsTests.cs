using Retrain.Training.Reports;
using Retrain.Training.Sampling;

namespace Retrain.Training.Tests.Reports;

public sealed class PrincipalComponentsTests
{
    private const int Count = 300;
    private const int Length = 40;

    [Fact]
    public void AreTheTwoDirectionsInWhichBottlenecksDifferMost()
    {
        // Five times as much along the diagonal of the first two values as along the third, and a little noise.
        SeededRandom random = new(1);
        double[] first = [.. Enumerable.Range(0, Count).Select(_ => 5 * random.NextTruncatedNormal())];
        double[] second = [.. Enumerable.Range(0, Count).Select(_ => random.NextTruncatedNormal())];
        float[][] rows =
        [
            .. Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, Length).Select(value => (float)(
                3 + (0.02 * random.NextTruncatedNormal()) + (value < 2 ? first[i] / Math.Sqrt(2) : value == 2 ? second[i] : 0)))
                .ToArray()),
        ];

        PrincipalComponents components = PrincipalComponents.Of(rows, seed: 7);

        Math.Abs(Correlation(first, [.. components.Points.Select(point => point.X)])).ShouldBeGreaterThan(0.999);
        Math.Abs(Correlation(second, [.. components.Points.Select(point => point.Y)])).ShouldBeGreaterThan(0.99);
        components.VarianceFraction.ShouldBeInRange(0.99, 1);
    }

    [Fact]
    public void OfEqualBottlenecksShowNothing()
    {
        float[][] rows = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat(2f, Length).ToArray())];

        PrincipalComponents components = PrincipalComponents.Of(rows, seed: 7);

        components.VarianceFraction.ShouldBe(0);
        components.Points.ShouldAllBe(point => point.X == 0 && point.Y == 0);
    }

    [Fact]
    public void OfTwoBottlenecksLieOnALine()
    {
        float[][] rows = [[.. Enumerable.Repeat(0f, Length)], [.. Enumerable.Repeat(1f, Length)]];

        PrincipalComponents components = PrincipalComponents.Of(rows, seed: 7);

        components.VarianceFraction.ShouldBe(1, tolerance: 1e-4);
        Math.Abs(components.Points[0].X - components.Points[1].X).ShouldBe(Math.Sqrt(Length), tolerance: 1e-3);
    }

    private static double Correlation(double[] left, double[] right)
    {
        (double leftMean, double rightMean) = (left.Average(), right.Average());
        double both = left.Zip(right).Sum(pair => (pair.First - leftMean) * (pair.Second - rightMean));
        return both / Math.Sqrt(left.Sum(value => Math.Pow(value - leftMean, 2)) * right.Sum(value => Math.Pow(value - rightMean, 2)));
    }
}
