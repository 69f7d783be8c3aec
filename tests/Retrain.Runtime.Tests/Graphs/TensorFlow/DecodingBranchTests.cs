using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.TensorFlow;

public sealed class DecodingBranchTests
{
    [Fact]
    public void SizeAndNormalizationAreRead() =>
        DecodingBranch.Find(Graph(192, 224, 127, 1 / 128f), "input").ShouldBe(new DecodingBranch(224, 192, new Normalization(127, 128)));

    [Fact]
    public void TheLastNodeOfTheBranchCanBeTheInputItself() =>
        DecodingBranch.Find(Graph(192, 224, 127, 1 / 128f), "Mul:0").ShouldBe(new DecodingBranch(224, 192, new Normalization(127, 128)));

    [Fact]
    public void AnInputWithoutADefaultHasNone() =>
        DecodingBranch.Find(new GraphBuilder().Placeholder("input", 1, 8, 8, 3).Build(), "input").ShouldBeNull();

    [Theory]
    [InlineData(0, 224)]
    [InlineData(224, -1)]
    [InlineData(224, 10_001)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void ASizeThatNoImageHasIsRefused(int height, int width)
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => DecodingBranch.Find(Graph(height, width, 127, 1 / 128f), "input"));

        refusal.Message.ShouldStartWith(
            $"test.pb : error RT2009: ResizeBilinear node 'ResizeBilinear' resizes to {height} x {width} pixels, "
            + "but a side must have from 1 to 10000; ");
    }

    [Theory]
    [InlineData(127, 0)]
    [InlineData(127, float.NaN)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(127, 1e38f)]
    public void ANormalizationWithoutUsableNumbersIsRefused(float mean, float scale)
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => DecodingBranch.Find(Graph(224, 224, mean, scale), "input"));

        refusal.Message.ShouldStartWith("test.pb : error RT2009: Mul node 'Mul' normalises by ");
    }

    private static FrozenGraph Graph(int height, int width, float mean, float scale) => new GraphBuilder()
        .Placeholder("image", 1, -1, -1, 3)
        .Indices("size", height, width)
        .Scalar("mean", mean)
        .Scalar("scale", scale)
        .Node("ResizeBilinear", "ResizeBilinear", "image", "size")
        .Node("Sub", "Sub", "ResizeBilinear", "mean")
        .Node("Mul", "Mul", "Sub", "scale")
        .PlaceholderWithDefault("input", "Mul", -1, 8, 8, 3)
        .Build();
}
