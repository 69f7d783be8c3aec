using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.Tests.Heads;

public sealed class BalancedBatchesTests
{
    [Fact]
    public void EveryLabelWeighsTheSameHoweverManyImagesItHas()
    {
        BalancedBatches batches = new([[0], [.. Enumerable.Range(1, 999)]], new SeededRandom(1));

        Example[] batch = batches.Draw(10_000);

        batch.Count(example => example.Label == 0).ShouldBeInRange(4_800, 5_200);
    }

    [Fact]
    public void ALabelWithoutImagesIsNeverDrawn()
    {
        // retrain.py divided by zero here.
        BalancedBatches batches = new([[0, 1], [], [2]], new SeededRandom(1));

        batches.Draw(1_000).Select(example => example.Label).Distinct().Order().ShouldBe([0, 2]);
    }

    [Fact]
    public void MinusOneIsEveryImageOnce() =>
        new BalancedBatches([[0, 1], [2]], new SeededRandom(1)).Draw(-1).ShouldBe([new Example(0, 0), new Example(1, 0), new Example(2, 1)]);

    [Fact]
    public void ASetWithoutImagesGivesAnEmptyBatch() => new BalancedBatches([[], []], new SeededRandom(1)).Draw(100).ShouldBeEmpty();
}
