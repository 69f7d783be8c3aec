using CsCheck;
using Retrain.Runtime.Diagnostics;

namespace Retrain.Runtime.Tests.Diagnostics;

public sealed class NearestNamesTests
{
    private static readonly string[] Flags =
        ["--image_dir", "--image_size", "--learning_rate", "--output_graph", "--output_labels", "--seed"];

    [Theory]
    [InlineData("--imagedir", "--image_dir")]
    [InlineData("--IMAGE_DIR", "--image_dir")]
    [InlineData("--ouptut_graph", "--output_graph")]
    [InlineData("--learning-rate", "--learning_rate")]
    [InlineData("labels", "--output_labels")]
    public void TheNearestComesFirst(string typed, string meant) => NearestNames.Of(typed, Flags, 3)[0].ShouldBe(meant);

    [Theory]
    [InlineData("quite another thing")]
    [InlineData("--sum")]
    [InlineData("--output_shape_of_it")]
    [InlineData("q")]
    [InlineData("")]
    public void NothingIsNearANameOfAnotherKind(string typed) => NearestNames.Of(typed, Flags, 3).ShouldBeEmpty();

    [Fact]
    public void NoMoreAreReturnedThanAskedFor() => NearestNames.Of("--output_", Flags, 1).Count.ShouldBe(1);

    [Fact]
    public void EditDistanceIsADistance() =>
        Gen.Select(Gen.String[0, 8], Gen.String[0, 8]).Sample((first, second) =>
        {
            int distance = NearestNames.EditDistance(first, second);
            distance.ShouldBe(NearestNames.EditDistance(second, first));
            distance.ShouldBeLessThanOrEqualTo(Math.Max(first.Length, second.Length));
            distance.ShouldBeGreaterThanOrEqualTo(Math.Abs(first.Length - second.Length));
            NearestNames.EditDistance(first, first).ShouldBe(0);
        });
}
