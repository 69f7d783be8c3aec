using Retrain.Tool.Display;
using Retrain.Training.Choosing;
using Retrain.Training.Digests;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Display;

public sealed class ChoiceTextTests
{
    [Fact]
    public void TheTableHasABackboneInEachLineAndTheReasonBelow() => Snapshot.Match(
        Text(
            Candidate("efficientnet_lite0_int8", 383_907_552, wrong: 90, 136.7),
            Candidate("dino/small", 4_600_000_000, wrong: 84, rate: null),
            Candidate("hf:owner/name@main", null, wrong: 85, 12.2),
            Candidate("inception_v3", 5_700_000_000, wrong: 200, rate: null)),
        "choice_table");

    [Theory]
    [InlineData(83, "Chosen: small, as it is as good as the best within its noise, and has fewer multiply-adds.")]
    [InlineData(400, "Chosen: large, as all others are shown to be worse.")]
    [InlineData(78, "Chosen: small, the most accurate; none within its noise has fewer multiply-adds.")]
    public void TheReasonIsThatOfTheRule(int wrong, string reason) =>
        Text(Candidate("large", 2000, wrong: 80, null), Candidate("small", 1000, wrong, null)).ShouldEndWith(reason);

    private static string Text(params Candidate[] candidates) =>
        string.Join('\n', ChoiceText.Of(BackboneChoice.Between(candidates)));

    private static Candidate Candidate(string name, long? multiplyAdds, int wrong, double? rate) => new()
    {
        Architecture = name,
        Name = name,
        Commit = null,
        Digest = Digest.Of([(byte)name.Length]),
        BottleneckLength = 1280,
        MultiplyAdds = multiplyAdds,
        SizeBytes = 3_845_000,
        IsRight = [.. Enumerable.Range(0, 900).Select(i => (i + (7 * name.Length)) % 900 >= wrong)],
        ComputedCount = rate is null ? 0 : 900,
        ImagesPerSecond = rate,
    };
}
