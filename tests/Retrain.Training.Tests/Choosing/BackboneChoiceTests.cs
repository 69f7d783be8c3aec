using CsCheck;
using Retrain.Training.Choosing;
using Retrain.Training.Digests;

namespace Retrain.Training.Tests.Choosing;

public sealed class BackboneChoiceTests
{
    private const int Images = 400;

    [Fact]
    public void WithinTheNoiseOfTheBestTheFewestMultiplyAddsDecide() =>
        Chosen(Wrong("large", 900, 20), Wrong("medium", 500, 22), Wrong("small", 100, 24)).ShouldBe("small");

    [Fact]
    public void WhatIsShownToBeWorseIsNotChosen() =>
        Chosen(Wrong("large", 900, 20), Wrong("medium", 500, 22), Wrong("small", 100, 80)).ShouldBe("medium");

    // Both intervals overlap: 5.0% to 9.9% and 7.3% to 12.9% of wrong images. On the same images, one is wrong where the other is too.
    [Fact]
    public void TheDifferenceIsJudgedAndNotTwoIntervals()
    {
        Candidate best = Wrong("large", 900, 28);
        Candidate worse = Wrong("small", 100, 39);
        best.Accuracy.Interval!.Value.Low.ShouldBeLessThan(worse.Accuracy.Interval!.Value.High);

        Chosen(best, worse).ShouldBe("large");
    }

    [Fact]
    public void AnUnknownNumberOfMultiplyAddsIsTheLargest() =>
        Chosen(Wrong("unknown", null, 20), Wrong("small", 100, 22)).ShouldBe("small");

    [Fact]
    public void TheMoreAccurateOneOfEqualCostIsChosen() =>
        Chosen(Wrong("large", 100, 22), Wrong("small", 100, 20)).ShouldBe("small");

    [Fact]
    public void TheOrderOfNamesDecidesNothing() => Gen.Int[0, 60].Array[2, 5].Sample(wrong =>
    {
        Candidate[] candidates = [.. wrong.Select((count, i) => Wrong($"{i}", 100 * (i % 3), count))];

        BackboneChoice choice = BackboneChoice.Between(candidates);
        BackboneChoice other = BackboneChoice.Between(candidates.Reverse());

        other.Candidates.ShouldBe(choice.Candidates);
        other.Chosen.ShouldBe(choice.Chosen);
        choice.IsWithinNoise(choice.Chosen).ShouldBeTrue();
        choice.Candidates.Where(choice.IsWithinNoise).ShouldAllBe(candidate => candidate.MultiplyAdds >= choice.Chosen.MultiplyAdds);
    });

    private static string Chosen(params Candidate[] candidates) => BackboneChoice.Between(candidates).Chosen.Name;

    // The last images are the hardest for all.
    private static Candidate Wrong(string name, long? multiplyAdds, int wrong) => new()
    {
        Architecture = name,
        Name = name,
        Commit = null,
        Digest = Digest.Of([(byte)name.Length, (byte)name[0]]),
        BottleneckLength = 1280,
        MultiplyAdds = multiplyAdds,
        SizeBytes = 1,
        IsRight = [.. Enumerable.Range(0, Images).Select(i => i < Images - wrong)],
        ComputedCount = 0,
        ImagesPerSecond = null,
    };
}
