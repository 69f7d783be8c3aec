using Retrain.Training.Sampling;

namespace Retrain.Training.Tests.Sampling;

public sealed class SeededRandomTests
{
    [Fact]
    public void ItIsXoshiro256StarStarSeededBySplitMix64()
    {
        // From the authors' reference code, xoshiro256starstar.c with the state that splitmix64.c gives for seed 0.
        SeededRandom random = new(0);

        new[] { random.NextUInt64(), random.NextUInt64() }.ShouldBe([0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL]);
    }

    [Fact]
    public void IntegersFillTheirRangeEvenly()
    {
        SeededRandom random = new(7);

        int[] counts = [.. Enumerable.Range(0, 60_000).Select(_ => random.NextInt32(6))
            .GroupBy(value => value).OrderBy(group => group.Key).Select(group => group.Count())];

        counts.Length.ShouldBe(6);
        counts.ShouldAllBe(count => count > 9_600 && count < 10_400);
    }

    [Fact]
    public void TruncatedNormalsAreTensorFlows()
    {
        SeededRandom random = new(3);

        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextTruncatedNormal())];

        values.Max(Math.Abs).ShouldBeLessThanOrEqualTo(2);
        // A normal distribution cut off at two deviations has a deviation of 0.8796; TensorFlow's golden 0.876 of a small sample.
        Math.Sqrt(values.Average(value => value * value)).ShouldBe(0.8796, 0.005);
        values.Average().ShouldBe(0, 0.01);
    }
}
