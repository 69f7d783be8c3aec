using Retrain.Training.Bottlenecks;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Sampling;

public sealed class SelectionSamplingTests
{
    private static readonly Example[] Set = [.. Enumerable.Range(0, 10).Select(row => Examples.Of(row, row % 3))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9)]
    public void HasNoImageTwiceAndKeepsTheOrder(int size)
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            Example[] sample = SelectionSampling.Draw(Set, size, new SeededRandom(seed));

            sample.Length.ShouldBe(size);
            sample.Zip(sample.Skip(1)).ShouldAllBe(pair => pair.First.Row < pair.Second.Row);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void IsTheWholeSetWhenThatIsNotLarger(int size) => SelectionSampling.Draw(Set, size, new SeededRandom(1)).ShouldBe(Set);

    [Fact]
    public void HasEveryImageAsOftenAsAnyOther()
    {
        int[] drawn = new int[Set.Length];
        SeededRandom random = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            foreach (Example example in SelectionSampling.Draw(Set, 3, random))
            {
                drawn[example.Row]++;
            }
        }

        drawn.ShouldAllBe(count => count > 2_800 && count < 3_200);
    }

    [Fact]
    public void OfNoImagesIsEmpty() => SelectionSampling.Draw<Example>([], 5, new SeededRandom(1)).ShouldBeEmpty();
}
