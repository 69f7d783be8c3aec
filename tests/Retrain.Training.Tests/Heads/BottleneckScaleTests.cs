using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Sampling;

namespace Retrain.Training.Tests.Heads;

public sealed class BottleneckScaleTests
{
    [Theory]
    [InlineData(0.21f)]
    [InlineData(4.9f)]
    public void OrdinaryBottlenecksStayAsTheyAre(float value)
    {
        using BottleneckMatrix bottlenecks = Filled(value);

        Apply(bottlenecks).IsIdentity.ShouldBeTrue();

        bottlenecks.PaddedRow(0)[0].ShouldBe(value);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(40f)]
    public void UnusualOnesGetARootMeanSquareNearOne(float value)
    {
        using BottleneckMatrix bottlenecks = Filled(value);

        BottleneckScale scale = Apply(bottlenecks);

        scale.RootMeanSquare.ShouldBe(value, 1e-4);
        bottlenecks.PaddedRow(2)[4].ShouldBeInRange(MathF.Sqrt(0.5f), MathF.Sqrt(2));
        bottlenecks.PaddedRow(2)[4].ShouldBe(scale.Factor * value);

        scale.Undo(bottlenecks);
        bottlenecks.PaddedRow(2)[..5].ToArray().ShouldAllBe(undone => undone == value);
    }

    [Fact]
    public void AFoldedHeadGivesForTheOriginalsTheSameLogitsToTheBit()
    {
        using BottleneckMatrix bottlenecks = Filled(40);
        BottleneckScale scale = Apply(bottlenecks);
        SoftmaxHead head = SoftmaxHead.Initialize(5, 3, new SeededRandom(1));
        float[] scaled = new float[3], original = new float[3];
        head.Logits(bottlenecks.PaddedRow(0), scaled);

        scale.Undo(bottlenecks);
        scale.Fold(head).Logits(bottlenecks.PaddedRow(0), original);

        original.ShouldBe(scaled);
    }

    // The first two rows are trained on.
    private static BottleneckScale Apply(BottleneckMatrix bottlenecks)
    {
        Category category = new("label", 0, "label", Enumerable.Range(0, 2).Select(i => new ImageFile($"{i}.jpg", $"{i}.jpg")));
        category.Images[1].Row = 1;
        return BottleneckScale.Apply(
            new("photos", ["label"], category.Images, bottlenecks), _ => { }, TestContext.Current.CancellationToken);
    }

    private static BottleneckMatrix Filled(float value)
    {
        BottleneckMatrix bottlenecks = new(3, 5);
        for (int row = 0; row < bottlenecks.Count; row++)
        {
            bottlenecks.Write(row, [value, value, value, value, value]);
        }

        return bottlenecks;
    }
}
