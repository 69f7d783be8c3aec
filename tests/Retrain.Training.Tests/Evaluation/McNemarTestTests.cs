using CsCheck;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Evaluation;

public sealed class McNemarTestTests
{
    /// <summary>
    /// The probabilities are worked out by hand from binomial coefficients: 2 * P(at most the fewer) - P(exactly the fewer), and 1 - P / 2
    /// for equal counts.
    /// </summary>
    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 0, 0.5)] // 2 * 1/2 - 1/2
    [InlineData(0, 5, 0.03125)] // 2 * 1/32 - 1/32
    [InlineData(1, 7, 0.0390625)] // 2 * 9/256 - 8/256
    [InlineData(3, 3, 0.84375)] // 1 - 20/64 / 2
    [InlineData(2, 8, 0.0654296875)] // 2 * 56/1024 - 45/1024
    public void MidPIsTheBinomialDistributions(int onlyFirst, int onlySecond, double expected) =>
        new McNemarTest(onlyFirst, onlySecond).MidP.ShouldBe(expected, 1e-12);

    [Fact]
    public void TheOrderDoesNotChangeTheProbability() => Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((first, second) =>
        new McNemarTest(first, second).MidP is >= 0 and <= 1 and double p && p == new McNemarTest(second, first).MidP);

    [Fact]
    public void OfManyImagesASmallDifferenceCountsAndOfFewItDoesNot()
    {
        new McNemarTest(1100, 900).Verdict.ShouldBe(Verdict.Better);
        new McNemarTest(900, 1100).Verdict.ShouldBe(Verdict.Worse);
        new McNemarTest(11, 9).Verdict.ShouldBe(Verdict.NoDifferenceShown);
    }
}
