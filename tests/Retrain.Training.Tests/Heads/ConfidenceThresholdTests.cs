using CsCheck;
using Retrain.Training.Heads;

namespace Retrain.Training.Tests.Heads;

public sealed class ConfidenceThresholdTests
{
    [Fact]
    public void IsTheLowestProbabilityWhereNothingIsWrong() =>
        ConfidenceThreshold.Suggest([(0.9f, true), (0.5f, true), (0.7f, true)]).ShouldBe(0.5f);

    [Fact]
    public void LiesAboveTheMistakes() =>
        ConfidenceThreshold.Suggest([(0.9f, true), (0.8f, true), (0.7f, false), (0.6f, true)]).ShouldBe(0.8f);

    [Fact]
    public void IsOneWhereTheSurestIsWrong() => ConfidenceThreshold.Suggest([(0.9f, false), (0.8f, true)]).ShouldBe(1);

    [Fact]
    public void LetsOneInFiftyBeWrong() =>
        ConfidenceThreshold.Suggest(Enumerable.Range(0, 50).Select(i => (0.99f - (i * 0.01f), i != 49))).ShouldBe(0.99f - (49 * 0.01f));

    [Fact]
    public void OfAnyImagesFewAboveItAreWrongAndBelowItTooMany() => Gen.Select(Gen.Int[1, 100], Gen.Bool).Array[1, 200].Sample(drawn =>
    {
        (float Probability, bool IsRight)[] images = [.. drawn.Select(image => (image.Item1 / 100f, image.Item2))];

        float threshold = ConfidenceThreshold.Suggest(images);

        return (threshold == 1 || Holds(threshold))
            && images.Select(image => image.Probability).Where(lower => lower < threshold).All(lower => !Holds(lower));

        bool Holds(float at) =>
            images.Count(image => image.Probability >= at && !image.IsRight) <= 0.02 * images.Count(image => image.Probability >= at);
    });
}
