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
    public void UnusualOnesGetARootMeanSquareOfOne(float value)
    {
        using BottleneckMatrix bottlenecks = Filled(value);

        BottleneckScale scale = BottleneckScale.Apply(bottlenecks, [0, 1], TestContext.Current.CancellationToken);

        scale.RootMeanSquare.ShouldBe(value, 1e-4);
        bottlenecks.PaddedRow(2)[4].ShouldBe(1, 1e-5f);
        (scale.Factor * value).ShouldBe(1, 1e-5f);
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
