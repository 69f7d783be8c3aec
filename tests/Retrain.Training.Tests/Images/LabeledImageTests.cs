using Retrain.Runtime.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Images;

public static class LabeledImageTests
{
    private static readonly Diagnostic Problem = new(Severity.Error, "RT9999", null, "unreadable");

    [Fact]
    public static void AnImageInAnotherCategoryKeepsItsFileNameAndProblem()
    {
        Category roses = new("roses", 0, "/photos/Roses", [new ImageFile("/photos/Roses/a/1.jpg", "a/1.jpg") { Set = Split.Testing }]);
        Category tulips = new("tulips", 1, "/photos/tulips", [new ImageFile("/photos/tulips/2.jpg", "2.jpg")]);
        roses.Images[0].Problem = Problem;

        LabeledImage moved = tulips.With([.. tulips.Images, roses.Images[0]]).Images[1];

        moved.Label.ShouldBe("tulips");
        (moved.Path, moved.RelativePath, moved.Name).ShouldBe(("/photos/Roses/a/1.jpg", "a/1.jpg", "Roses/a/1.jpg"));
        (moved.PredefinedSplit, moved.Problem).ShouldBe((Split.Testing, Problem));
        moved.Problem = null;
        (moved.Problem, moved.Name).ShouldBe((null, "Roses/a/1.jpg"));
        (moved.File with { Folder = null }).Path.ShouldBe("/photos/Roses/a/1.jpg");
    }

    // A run that finds more needs a look at docs/benchmarks.md, which says how many bytes a photo takes.
    [Fact]
    public static void AnImageTakesSeventyTwoBytes()
    {
        const int Count = 100_000;
        ImageFile[] files = [.. Enumerable.Repeat(new ImageFile("/photos/roses/1.jpg", "1.jpg"), Count)];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Category category = new("roses", 0, "/photos/roses", files);

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
        category.Images.Count.ShouldBe(Count);
        each.ShouldBeLessThanOrEqualTo(72 + nint.Size); // the record, and its place in the list
    }
}
