using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Shared;
using Retrain.Training.Categories;

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

        IReadOnlyList<Category> categories = ImageFolder.Read(folder.Path, problems.Add);

        categories.Select(category => category.FolderName).ShouldBe(["Roses", "tulips", "émeraude"]);
        categories.Select(category => category.Label).ShouldBe(["roses", "tulips", " meraude"]);
    }

    [Fact]
    public void NestedFilesBelongToTheFirstLevel()
    {
        folder.Write("daisy/1.jpg").Write("daisy/garden/old/2.PNG").Write("roses/1.jpg");

        IReadOnlyList<Category> categories = ImageFolder.Read(folder.Path, problems.Add);

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

        ImageFolder.Read(folder.Path, problems.Add);

        problems.ShouldHaveSingleItem().ToString().ShouldBe(
            $"{folder.PathOf("few")} : warning RT1006: has only 1 image, fewer than 20, which may cause issues; add more.");
    }

    [Fact]
    public void AnEmptyFolderIsLeftOutWithAWarning()
    {
        folder.Write("a/1.jpg").Write("b/1.jpg").Write("c/.DS_Store");

        ImageFolder.Read(folder.Path, problems.Add).Count.ShouldBe(2);

        problems.ShouldContain(problem => problem.Code == "RT1008" && problem.Origin == folder.PathOf("c"));
    }

    [Fact]
    public void AFolderThatIsNotThereIsAnError() =>
        Should.Throw<RetrainException>(() => ImageFolder.Read(folder.PathOf("nowhere"), problems.Add)).Diagnostic.Code.ShouldBe("RT1001");

    [Fact]
    public void NoSubFoldersAreAnError()
    {
        folder.Write("1.jpg");

        Should.Throw<RetrainException>(() => ImageFolder.Read(folder.Path, problems.Add)).Diagnostic.Code.ShouldBe("RT1002");
    }

    [Fact]
    public void OnlyEmptySubFoldersAreAnError()
    {
        Directory.CreateDirectory(folder.PathOf("a"));
        Directory.CreateDirectory(folder.PathOf("b"));

        Should.Throw<RetrainException>(() => ImageFolder.Read(folder.Path, problems.Add)).Diagnostic.Code.ShouldBe("RT1009");
    }

    [Fact]
    public void OneCategoryIsAnError()
    {
        folder.Write("daisy/1.jpg");
        Directory.CreateDirectory(folder.PathOf("empty"));

        Should.Throw<RetrainException>(() => ImageFolder.Read(folder.Path, problems.Add)).Diagnostic.Code.ShouldBe("RT1010");
    }

    [Fact]
    public void ALabelThatIsNoLineIsAnError()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        folder.Write("foo\nbar/1.jpg").Write("foo\tbar/1.jpg");

        Should.Throw<RetrainException>(() => ImageFolder.Read(folder.Path, problems.Add)).Diagnostic.Code.ShouldBe("RT1011");
    }

    [Fact]
    public void LinkedFoldersCountAndLoopsEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        folder.Write("daisy/1.jpg").Write("elsewhere/in/2.jpg");
        Directory.CreateSymbolicLink(folder.PathOf("daisy/linked"), folder.PathOf("elsewhere/in"));
        Directory.CreateSymbolicLink(folder.PathOf("daisy/loop"), folder.PathOf("daisy"));

        IReadOnlyList<Category> categories = ImageFolder.Read(folder.Path, problems.Add);

        categories[0].Images.Select(image => image.RelativePath).ShouldBe(["1.jpg", "linked/2.jpg"]);
        problems.ShouldContain(problem => problem.Code == "RT1012");
    }
}
