using CsCheck;
using Retrain.Training.Shards;

namespace Retrain.Training.Tests.Shards;

public sealed class NumberRangesTests
{
    [Theory]
    [InlineData("", new int[0])]
    [InlineData("3", new[] { 3 })]
    [InlineData("3,4", new[] { 3, 4 })]
    [InlineData("3,17,20-25", new[] { 3, 17, 20, 21, 22, 23, 24, 25 })]
    public void NeighboursBecomeARange(string expected, int[] numbers) => NumberRanges.Of(numbers).ShouldBe(expected);

    [Fact]
    public void RangesStandForTheNumbers() => Gen.Int[1, 200].HashSet[0, 100].Sample(set =>
    {
        int[] numbers = [.. set.Order()];

        IEnumerable<int> read = NumberRanges.Of(numbers).Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(range => range.Split('-').Select(int.Parse).ToArray())
            .SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1));

        read.ShouldBe(numbers);
    });
}
