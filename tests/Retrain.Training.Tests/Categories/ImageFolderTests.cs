using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Categories;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SubFoldersAreCategoriesInCodePointOrder()
    {
        folder.Write("tulips/1.jpg").Write("Roses/1.jpg").Write("émeraude/1.jpg").Write("top.jpg");

        IReadOnlyList<Category> categories = Read();

        categories.Select(category => category.FolderName).ShouldBe(["Roses", "tulips", "émeraude"]);
        categories.Select(category => category.Label).ShouldBe(["roses", "tulips", "émeraude"]);
    }

    [Fact]
    public void NestedFilesBelongToTheFirstLevel()
    {
        folder.Write("daisy/1.jpg").Write("daisy/garden/old/2.PNG").Write("roses/1.jpg");

        IReadOnlyList<Category> categories = Read();

        categories[0].Images.Select(image => image.RelativePath).ShouldBe(["1.jpg", "garden/old/2.PNG"]);
    }

    [Fact]
    public void FewerThanTwentyImagesAreAWarning()
    {
        for (int i = 0; i < 20; i++)
        {
            folder.Write($"enough/{i}.jpg");
        }

        folder.Write("few/1.jpg");

        Read();

        problems.ShouldHaveSingleItem().ToString().ShouldBe(
            $"{folder.PathOf("few")} : warning RT1006: has only 1 image, fewer than 20, which may cause issues; add more.");
    }

    [Fact]
    public void AnEmptyFolderIsLeftOutWithAWarning()
    {
        folder.Write("a/1.jpg").Write("b/1.jpg").Write("c/.DS_Store");

        Read().Count.ShouldBe(2);

        problems.ShouldContain(problem => problem.Code == "RT1008" && problem.Origin == folder.PathOf("c"));
    }

    [Fact]
    public void AFolderThatIsNotThereIsAnError() =>
        Should.Throw<RetrainException>(() => Read("nowhere")).Diagnostic.Code.ShouldBe("RT1001");

    [Fact]
    public void NoSubFoldersAreAnError()
    {
        folder.Write("1.jpg");

        Should.Throw<RetrainException>(() => Read()).Diagnostic.Code.ShouldBe("RT1002");
    }

    [Fact]
    public void OnlyEmptySubFoldersAreAnError()
    {
        Directory.CreateDirectory(folder.PathOf("a"));
        Directory.CreateDirectory(folder.PathOf("b"));

        Should.Throw<RetrainException>(() => Read()).Diagnostic.Code.ShouldBe("RT1009");
    }

    [Fact]
    public void OneEmptySubFolderIsNotSpokenOfAsSeveral()
    {
        Directory.CreateDirectory(folder.PathOf("a"));

        Should.Throw<RetrainException>(() => Read()).Diagnostic.Message.ShouldStartWith("has no images in its only sub-folder;");
    }

    [Fact]
    public void OneCategoryIsAnError()
    {
        folder.Write("daisy/1.jpg");
        Directory.CreateDirectory(folder.PathOf("empty"));

        Should.Throw<RetrainException>(() => Read()).Diagnostic.Code.ShouldBe("RT1010");
    }

    [Fact]
    public void EveryLabelThatIsNotOneLineIsAnError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        folder.Write("foo\nbar/1.jpg").Write("foo\rbar/1.jpg").Write("foo\tbar/1.jpg");

        RetrainException stopped = Should.Throw<RetrainException>(() => Read());

        stopped.Diagnostic.Code.ShouldBe("RT1011");
        stopped.Diagnostic.Origin.ShouldBe(folder.PathOf("foo\rbar"));
        problems.Where(problem => problem.Severity is Severity.Error).ShouldHaveSingleItem().Origin.ShouldBe(folder.PathOf("foo\nbar"));
    }

    [Fact]
    public void ReadingCanBeCancelled()
    {
        folder.Write("daisy/1.jpg").Write("roses/1.jpg");

        Should.Throw<OperationCanceledException>(() =>
            ImageFolder.Read(folder.Path, strict: false, problems.Add, new CancellationToken(canceled: true)));
    }

    private IReadOnlyList<Category> Read(string relativePath = "", bool strict = false) =>
        ImageFolder.Read(folder.PathOf(relativePath), strict, problems.Add, TestContext.Current.CancellationToken).Categories;
}
