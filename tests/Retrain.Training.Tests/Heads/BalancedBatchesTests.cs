using CsCheck;
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

        Example[] batch = batches.Draw(1_000);

        batch.Count(example => example.LabelIndex == 0).ShouldBeInRange(440, 560);
    }

    [Fact]
    public void ALabelWithoutImagesIsNeverDrawn()
    {
        // retrain.py divided by zero here.
        BalancedBatches batches = new(Examples.Of([0, 1], [], [2]), new SeededRandom(1));

        batches.Draw(1_000).Select(example => example.LabelIndex).Distinct().Order().ShouldBe([0, 2]);
    }

    [Fact]
    public void ABatchLargerThanTheSetIsNoLargerThanTheSetAndTakesAllInTurn() =>
        Gen.Select(Gen.Int[1, 40].Array[2, 6], Gen.Int[300, 1_000_000]).Sample((counts, size) =>
        {
            BalancedBatches batches = new(
                Examples.Of([.. counts.Select(count => Enumerable.Range(0, count).ToArray())]), new SeededRandom(1));
            Example[] batch = batches.Draw(size);
            Dictionary<Example, int> seen = [];
            for (int step = 0; step < 40; step++)
            {
                batch.Length.ShouldBeLessThan(counts.Sum() + counts.Length);
                batch.CountBy(example => example.LabelIndex).Select(label => label.Value).Distinct().Count().ShouldBe(1);
                Array.ForEach(batch, example => seen[example] = seen.GetValueOrDefault(example) + 1);
                batches.Draw(batch);
            }

            // Within a label, no example comes more than once more often than another.
            foreach (IGrouping<int, int> label in seen.GroupBy(entry => entry.Key.LabelIndex, entry => entry.Value))
            {
                label.Count().ShouldBe(counts[label.Key]);
                (label.Max() - label.Min()).ShouldBeLessThanOrEqualTo(1);
            }
        });

    [Fact]
    public void TheDefaultIsDrawnFromHoweverFewImages() =>
        new BalancedBatches(Examples.Of([0, 1], [2]), new SeededRandom(1)).Draw(100).Length.ShouldBe(100);

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
