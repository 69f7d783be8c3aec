using CsCheck;
using Retrain.Training.Novelty;

namespace Retrain.Training.Tests.Novelty;

public sealed class NoveltyThresholdTests
{
    [Fact]
    public void IsTheSmallestNoveltyThatOneInTwentyExceeds() => Gen.Float[0, 2].Array[20, 300].Sample(novelties =>
    {
        float threshold = NoveltyThreshold.Of(novelties)!.Value;

        bool Suffices(float value) => novelties.Count(novelty => novelty <= value) * 20L >= novelties.Length * 19L;
        return novelties.Contains(threshold) && Suffices(threshold) && !novelties.Where(novelty => novelty < threshold).Any(Suffices);
    });

    [Fact]
    public void DoesNotDependOnTheOrder() => Gen.Float[0, 2].Array[20, 100].Sample(novelties =>
        NoveltyThreshold.Of(novelties) == NoveltyThreshold.Of([.. novelties.Reverse()]));

    [Fact]
    public void IsUnknownWithFewerThanTwentyImages()
    {
        NoveltyThreshold.Of([.. Enumerable.Repeat(0.5f, 19)]).ShouldBeNull();
        NoveltyThreshold.Of([.. Enumerable.Repeat(0.5f, 20)]).ShouldBe(0.5f);
        NoveltyThreshold.Of([]).ShouldBeNull();
    }
}
