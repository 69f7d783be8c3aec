using CsCheck;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Evaluation;

public sealed class WilsonIntervalTests
{
    // Brown, Cai and DasGupta, "Interval estimation for a binomial proportion" (2001); computed with R's prop.test(correct = FALSE).
    [Theory]
    [InlineData(95, 102, 0.8650, 0.9664)]
    [InlineData(0, 10, 0.0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    public void ItIsTheScoreInterval(int correct, int total, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(correct, total);

        interval.Low.ShouldBe(low, 1e-3);
        interval.High.ShouldBe(high, 1e-3);
    }

    [Fact]
    public void ItHoldsTheProportionAndStaysWithinZeroAndOne() =>
        Gen.Int[1, 10_000].SelectMany(total => Gen.Int[0, total].Select(correct => (correct, total))).Sample((correct, total) =>
        {
            WilsonInterval interval = WilsonInterval.Of(correct, total);
            interval.Low.ShouldBeInRange(0, ((double)correct / total) + 1e-12);
            interval.High.ShouldBeInRange(((double)correct / total) - 1e-12, 1);
        });
}
