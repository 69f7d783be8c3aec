using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;

namespace Retrain.Training.Tests.Categories;

public sealed class LinkedFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public LinkedFolderTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        folder.Write("photos/daisy/1.jpg").Write("photos/roses/1.jpg").Write("elsewhere/in/2.jpg");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LinkedFoldersCount()
    {
        Link("photos/daisy/linked", "elsewhere/in");
        Link("photos/tulips", "elsewhere");

        Paths().ShouldBe(["daisy/1.jpg", "daisy/linked/2.jpg", "roses/1.jpg", "tulips/in/2.jpg"]);
        LoopOrigins().ShouldBeEmpty();
    }

    [Fact]
    public void TwoLinksToOneFolderBothCount()
    {
        Link("photos/daisy/a", "elsewhere/in");
        Link("photos/daisy/b", "elsewhere/in");

        Paths().ShouldBe(["daisy/1.jpg", "daisy/a/2.jpg", "daisy/b/2.jpg", "roses/1.jpg"]);
        LoopOrigins().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("photos/daisy")]
    [InlineData("photos")]
    [InlineData("")]
    public void ALinkToAFolderAboveIsNotFollowed(string target)
    {
        Link("photos/daisy/loop", target);

        Paths().ShouldBe(["daisy/1.jpg", "roses/1.jpg"]);
        LoopOrigins().ShouldBe([folder.PathOf("photos/daisy/loop")]);
    }

    [Fact]
    public void ALoopThroughALinkedParentEndsAtTheFirstReturn()
    {
        // The real path of linked/back is elsewhere/in/back: only with every link of the way followed does its target show.
        Link("photos/daisy/linked", "elsewhere/in");
        Link("elsewhere/way", "elsewhere");
        Link("elsewhere/in/back", "elsewhere/way/in");

        Paths().ShouldBe(["daisy/1.jpg", "daisy/linked/2.jpg", "roses/1.jpg"]);
        LoopOrigins().ShouldBe([folder.PathOf("photos/daisy/linked/back")]);
    }

    [Fact]
    public void LoopsEndWhereTheImageFolderIsNamedThroughALink()
    {
        Link("alias", "photos");
        Link("photos/daisy/loop", "photos");

        Paths("alias").ShouldBe(["daisy/1.jpg", "roses/1.jpg"]);
        LoopOrigins().ShouldBe([folder.PathOf("alias/daisy/loop")]);
    }

    [Fact]
    public void CategoriesThatLinkToEachOtherEnd()
    {
        Link("photos/daisy/r", "photos/roses");
        Link("photos/roses/d", "photos/daisy");

        Paths().ShouldBe(["daisy/1.jpg", "daisy/r/1.jpg", "roses/1.jpg", "roses/d/1.jpg"]);
        LoopOrigins().ShouldBe([folder.PathOf("photos/daisy/r/d"), folder.PathOf("photos/roses/d/r")], ignoreOrder: true);
    }

    private void Link(string path, string target) => Directory.CreateSymbolicLink(folder.PathOf(path), folder.PathOf(target));

    private string[] Paths(string imageDir = "photos") =>
    [
        .. ImageFolder.Read(folder.PathOf(imageDir), strict: false, problems.Add, TestContext.Current.CancellationToken)
            .Images.Select(image => image.Name),
    ];

    private IEnumerable<string?> LoopOrigins() => problems.Where(problem => problem.Code == "RT1012").Select(problem => problem.Origin);
}
