using Retrain.Runtime.Images;
using Retrain.Training.Occlusion;

namespace Retrain.Training.Tests.Occlusion;

public sealed class SeenPartTests
{
    [Fact]
    public void OfASquashedPhotoIsTheWhole() =>
        SeenPart.Of(Preprocessing.Legacy(224, 224, new Normalization(127, 128)), 640, 480).ShouldBe(new SeenPart(0, 0, 1, 1));

    [Fact]
    public void OfACentreCropIsTheMiddle() =>
        SeenPart.Of(Sized(new ResizeRule(ResizeKind.ShorterEdge, 16, 16)), 64, 32).ShouldBe(new SeenPart(0.25, 0, 0.5, 1));

    [Fact]
    public void OfAPaddedPhotoExceedsIt() =>
        SeenPart.Of(Sized(new ResizeRule(ResizeKind.Fit, 16, 16)), 64, 32).ShouldBe(new SeenPart(0, -0.5, 1, 2));

    private static Preprocessing Sized(ResizeRule rule) =>
        Preprocessing.Legacy(16, 16, new Normalization(127, 128)) with { Resize = rule, Filter = ResizeFilter.Nearest };
}
