using CsCheck;
using Retrain.Training.Calibration;
using Retrain.Training.Evaluation;

namespace Retrain.Training.Tests.Calibration;

public sealed class ConfidenceThresholdTests
{
    [Fact]
    public void IsTheLowestProbabilityWhereNothingIsWrong() =>
        ConfidenceThreshold.Find(5, Images(59)).ShouldBe(new ErrorPromise(5, 5, Probability(58), 59, 0));

    [Theory]
    [InlineData(0.1, 50, 10.0, 2945)]
    [InlineData(5, 13, null, 46)]
    [InlineData(5, 14, 20.0, 45)]
    [InlineData(5, 28, 20.0, 31)]
    [InlineData(5, 29, 10.0, 30)]
    [InlineData(5, 58, 10.0, 1)]
    [InlineData(2, 148, 5.0, 1)]
    [InlineData(2, 149, 2.0, 0)]
    [InlineData(7, 42, 7.0, 0)]
    [InlineData(7, 41, 10.0, 1)]
    public void TheSmallestErrorThatManyRightImagesShowIsPromised(double wanted, int count, double? promised, int missing)
    {
        ErrorPromise promise = ConfidenceThreshold.Find(wanted, Images(count));

        promise.Percent.ShouldBe(promised);
        promise.MissingCount.ShouldBe(missing);
        float.IsFinite(promise.Threshold).ShouldBe(promise.IsGiven);
    }

    [Fact]
    public void StopsAtTheFirstRankThatDoesNotPass()
    {
        // With one error, 93 images show 5% and 92 do not (R: binom.test(1, 93, alternative = "less")).
        ConfidenceThreshold.Find(5, Images(300, 92)).Threshold.ShouldBe(Probability(299));
        ConfidenceThreshold.Find(5, Images(300, 91)).Threshold.ShouldBe(Probability(90));
    }

    [Fact]
    public void EqualProbabilitiesAreBelievedTogether()
    {
        HeldOutImage[] images =
            [.. Enumerable.Repeat(new HeldOutImage(0.9f, true), 58), new(0.8f, true), new(0.8f, false), new(0.7f, true)];

        ConfidenceThreshold.Find(5, images).ShouldBe(new ErrorPromise(5, 10, 0.7f, 61, 2));
    }

    [Fact]
    public void NoneIsPromisedWhereTheSurestAreWrong()
    {
        ConfidenceThreshold.Find(5, Images(200, 0)).ShouldBe(new ErrorPromise(5, null, float.PositiveInfinity, 200, null));
        ConfidenceThreshold.Find(5, Images(200, 10)).MissingCount.ShouldBe((200 * 59 / 10) - 200);
        ConfidenceThreshold.Find(5, []).ShouldBe(new ErrorPromise(5, null, float.PositiveInfinity, 0, 59));
    }

    // qbeta(0.95, wrong + 1, total - wrong) in R, rounded up and down.
    [Theory]
    [InlineData(0, 59, 0.0496, 0.0495)]
    [InlineData(1, 93, 0.0500, 0.0499)]
    [InlineData(10, 100, 0.1638, 0.1636)]
    [InlineData(300, 20000, 0.0165, 0.0164)]
    public void TheBoundIsClopperAndPearsons(int wrong, int total, double above, double below)
    {
        ErrorBound.IsWithin(above, wrong, total).ShouldBeTrue();
        ErrorBound.IsWithin(below, wrong, total).ShouldBeFalse();
    }

    // The order in which images come says nothing, and no image below the threshold is counted.
    [Fact]
    public void OfAnyImagesThoseAtTheThresholdShowThePromise() => Gen.Select(Gen.Int[1, 100], Gen.Int[0, 30]).Array[1, 400].Sample(drawn =>
    {
        HeldOutImage[] images = [.. drawn.Select(image => new HeldOutImage(image.Item1 / 100f, image.Item2 > 0))];

        ErrorPromise promise = ConfidenceThreshold.Find(5, images);

        HeldOutImage[] believed = [.. images.Where(image => image.Probability >= promise.Threshold)];
        return ConfidenceThreshold.Find(5, [.. images.Reverse()]) == promise
            && (promise.Percent is double percent
                ? ErrorBound.IsWithin(percent / 100, believed.Count(image => !image.IsRight), believed.Length)
                : believed.Length == 0);
    });

    private static HeldOutImage[] Images(int count, params int[] wrong) =>
        [.. Enumerable.Range(0, count).Select(i => new HeldOutImage(Probability(i), !wrong.Contains(i)))];

    private static float Probability(int rank) => 1 - (rank / 1000f);
}
