using Retrain.Tool.Display;

namespace Retrain.Tool.Tests.Display;

public static class BlocksTests
{
    [Theory]
    [InlineData(8, true, "▁▂▃▄▅▆▇█")]
    [InlineData(4, true, "▁▃▆█")]
    [InlineData(100, true, "▁▂▃▄▅▆▇█")]
    [InlineData(8, false, ".:-=+*#@")]
    [InlineData(0, true, "")]
    public static void ACurveGoesFromTheLowestToTheHighest(int width, bool hasBlocks, string expected) =>
        Blocks.Curve([.. Enumerable.Range(10, 8).Select(value => value / 100.0)], width, hasBlocks).ShouldBe(expected);

    [Fact]
    public static void ACurveOfEqualNumbersIsFlat() => Blocks.Curve([0.5, 0.5, 0.5], 9, hasBlocks: true).ShouldBe("███");

    [Fact]
    public static void ACurveOfNothingIsEmpty() => Blocks.Curve([], 9, hasBlocks: true).ShouldBe("");

    [Theory]
    [InlineData(0, true, "")]
    [InlineData(1, true, "██████████")]
    [InlineData(0.5, true, "█████")]
    [InlineData(0.55, true, "█████▌")]
    [InlineData(0.0001, true, "")]
    [InlineData(0.012, true, "▏")]
    [InlineData(0.55, false, "######")]
    [InlineData(1, false, "##########")]
    public static void ABarIsAsLongAsItsPart(double fraction, bool hasBlocks, string expected) =>
        Blocks.Bar(fraction, 10, hasBlocks).ShouldBe(expected);
}
