using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Heads;

public sealed class BalancedBatchesTests
{
    [Fact]
    public void EveryLabelWeighsTheSameHoweverManyImagesItHas()
    {
        BalancedBatches batches = new(Examples.Of([0], [.. Enumerable.Range(1, 999)]), new SeededRandom(1));

        Example[] batch = batches.Draw(10_000);

        batch.Count(example => example.LabelIndex == 0).ShouldBeInRange(4_800, 5_200);
    }

    [Fact]
    public void ALabelWithoutImagesIsNeverDrawn()
    {
        // retrain.py divided by zero here.
        BalancedBatches batches = new(Examples.Of([0, 1], [], [2]), new SeededRandom(1));

        batches.Draw(1_000).Select(example => example.LabelIndex).Distinct().Order().ShouldBe([0, 2]);
    }

    [Fact]
    public void MinusOneIsEveryImageOnce()
    {
        IReadOnlyList<Example[]> examples = Examples.Of([0, 1], [2]);

        new BalancedBatches(examples, new SeededRandom(1)).Draw(-1).ShouldBe([examples[0][0], examples[0][1], examples[1][0]]);
    }

    [Fact]
    public void ASetWithoutImagesGivesAnEmptyBatch() =>
        new BalancedBatches(Examples.Of([], []), new SeededRandom(1)).Draw(100).ShouldBeEmpty();
}
