using Retrain.Training.Bottlenecks;
using Retrain.Training.Heads;

namespace Retrain.Training.Tests.Heads;

public sealed class BottleneckScaleTests
{
    [Theory]
    [InlineData(0.21f)]
    [InlineData(4.9f)]
    public void OrdinaryBottlenecksStayAsTheyAre(float value)
    {
        using BottleneckMatrix bottlenecks = Filled(value);

        BottleneckScale.Apply(bottlenecks, [0, 1], TestContext.Current.CancellationToken).IsIdentity.ShouldBeTrue();

        bottlenecks.PaddedRow(0)[0].ShouldBe(value);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(40f)]
    public void UnusualOnesGetARootMeanSquareNearOne(float value)
    {
        using BottleneckMatrix bottlenecks = Filled(value);

        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, [0, 1], TestContext.Current.CancellationToken);

        scale.RootMeanSquare.ShouldBe(value, 1e-4);
        bottlenecks.PaddedRow(2)[4].ShouldBeInRange(MathF.Sqrt(0.5f), MathF.Sqrt(2));
        bottlenecks.PaddedRow(2)[4].ShouldBe(scale.Factor * value);

        float[] original = new float[5];
        scale.Undo(bottlenecks.PaddedRow(2)[..5], original);
        original.ShouldAllBe(undone => undone == value);
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
