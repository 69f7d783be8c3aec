using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;

namespace Retrain.Training.Tests.Categories;

public sealed class HiddenFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public HiddenFolderTests() => folder.Write("daisy/1.jpg").Write("daisy/garden/2.jpg").Write("roses/1.jpg");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(".ipynb_checkpoints")]
    [InlineData("@eaDir")]
    [InlineData("__MACOSX")]
    [InlineData(".git")]
    [InlineData("._daisy")]
    [InlineData("lost+found")]
    public void AreNeitherCategoriesNorPartsOfOne(string name)
    {
        folder.Write($"{name}/1.jpg").Write($"{name}/daisy/1.jpg").Write($"daisy/{name}/1.jpg").Write($"daisy/garden/{name}/1.jpg");

        Read().ShouldBe(["daisy/1.jpg", "daisy/garden/2.jpg", "roses/1.jpg"]);

        Hidden().ShouldBe(
            $"{folder.Path} : warning RT1030: contains 3 hidden folders, such as '{name}', which are skipped; "
            + "rename any that hold photos.");
    }

    [Fact]
    public void AreCountedTogetherWithHiddenFiles()
    {
        folder.Write("__MACOSX/daisy/._1.jpg").Write("daisy/._1.jpg").Write("roses/.hidden.jpg").Write("roses/.DS_Store");

        Read().Length.ShouldBe(3);

        Hidden().ShouldContain("contains 1 hidden folder and 2 hidden files, such as '._1.jpg', which are skipped");
    }

    [Fact]
    public void AreNotMentionedWhereThereAreNone()
    {
        folder.Write("daisy/Thumbs.db");

        Read().Length.ShouldBe(3);

        problems.ShouldNotContain(problem => problem.Code == "RT1030");
    }

    [Fact]
    public void AreReadWhenTheyAreNamed()
    {
        folder.Write(".photos/a/1.jpg").Write(".photos/b/1.jpg");

        ImageFolder.Read(folder.PathOf(".photos"), strict: false, problems.Add, TestContext.Current.CancellationToken)
            .Categories.Count.ShouldBe(2);
    }

    [Fact]
    public void LeaveNoCategoryWhereThereIsNothingElse()
    {
        using TemporaryFolder other = new();
        other.Write(".git/1.jpg").Write("@eaDir/1.jpg");

        Should.Throw<RetrainException>(() =>
                ImageFolder.Read(other.Path, strict: false, problems.Add, TestContext.Current.CancellationToken))
            .Diagnostic.Code.ShouldBe("RT1002");
        problems.ShouldHaveSingleItem().Code.ShouldBe("RT1030");
    }

    private string Hidden() => problems.Where(problem => problem.Code == "RT1030").ShouldHaveSingleItem().ToString();

    private string[] Read() =>
        [.. ImageFolder.Read(folder.Path, strict: false, problems.Add, TestContext.Current.CancellationToken).Images
            .Select(image => image.Name)];
}
