using CsCheck;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Evaluation;

public sealed class ErrorBoundTests
{
    // The quantile of the beta distribution, beta.ppf(0.95, wrong + 1, total - wrong), found by bisection of the binomial sum.
    [Theory]
    [InlineData(0, 59, 0.049508)]
    [InlineData(1, 20, 0.216106)]
    [InlineData(1, 75, 0.061695)]
    [InlineData(5, 50, 0.198833)]
    [InlineData(19, 20, 0.997439)]
    [InlineData(7, 7, 1)]
    [InlineData(0, 0, 1)]
    public void ItIsThatOfClopperAndPearson(int wrong, int total, double bound) => ErrorBound.Of(wrong, total).ShouldBe(bound, 1e-6);

    [Fact]
    public void ItIsTheSmallestRateThatHolds() =>
        Gen.Int[1, 3000].SelectMany(total => Gen.Int[0, total - 1].Select(wrong => (wrong, total))).Sample((wrong, total) =>
        {
            double bound = ErrorBound.Of(wrong, total);

            ErrorBound.IsWithin(bound, wrong, total).ShouldBeTrue();
            ErrorBound.IsWithin(bound - 1e-6, wrong, total).ShouldBeFalse();
        });
}
