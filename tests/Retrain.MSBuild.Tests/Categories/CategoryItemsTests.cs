using CsCheck;
using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Categories;

public sealed class CategoryItemsTests
{
    [Fact]
    public void MayHaveMetadataThatEditorsAndTheSdkSet()
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg");
        items.Model("Flowers", ("Link", "a"), ("Visible", "false"), ("MSBuildSourceProjectFile", "x"))
            .Category("photos/a", ("Link", "pictures/a"), ("LinkBase", "b"), ("Visible", "false"), ("CopyToOutputDirectory", "Never"))
            .Category("photos/b", ("InProject", "false"), ("_Mine", "x"));

        items.Read().Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void OfAGlobHaveOneErrorForOneMistake()
    {
        string[] photos = [.. Enumerable.Range(0, 30).Select(i => $"photos/a/{i}.jpg")];
        using ProjectItems items = new(photos);
        items.Model("One").Model("Two");
        foreach (string photo in photos)
        {
            items.Category(photo, ("Lable", "x"));
            items.Category(photo, ("Model", "Tree"));
        }

        BuildLog log = items.Read().Log;

        log.Errors.Select(error => error.Code).ShouldBe(["RT4105", "RT4106", "RT4103"]);
        log.Errors.ShouldAllBe(error => error.Message.Contains("0.jpg' (and 29 more)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "RT4105")]
    [InlineData("Tree", "RT4106")]
    public void WithoutTheRightModelAreNotReportedAsMissingFromTheOthers(string model, string code)
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg");
        items.Model("One").Model("Two").Category("photos/a", ("Model", "One")).Category("photos/b", ("Model", model));

        items.Read().Log.Errors.Select(error => error.Code).ShouldBe([code]);
    }

    [Fact]
    public void InOtherFilesOrWithUpdateMayHaveNoLabelAttributeEither()
    {
        using ProjectItems items = new("photos/a/1.jpg", "photos/b/1.jpg");
        items.Write("Directory.Build.props", """
            <Project><ItemGroup><ImageCategory Include="photos/a" Label="A" /></ItemGroup></Project>
            """).Write("Directory.Build.targets", """
            <Project><ItemGroup><ImageCategory Update="photos/b" Label="B" /></ItemGroup></Project>
            """);
        items.BuildFiles.AddRange([items.PathOf("Directory.Build.props"), "Directory.Build.targets", "none.props", ""]);
        items.Model("Flowers").Category("photos/a").Category("photos/b");

        BuildLog log = items.Read().Log;

        log.Errors.Select(error => (error.Code, Path.GetFileName(error.File)))
            .ShouldBe([("RT4116", "Directory.Build.props"), ("RT4116", "Directory.Build.targets")]);
        log.Errors[1].Message.ShouldContain("'photos/b'");
    }

    [Fact]
    public void InsideAnImageDirTakeTheirPhotosOutOfIt()
    {
        using ProjectItems items = new(
            "photos/stop/1.jpg", "photos/stop/old/2.jpg", "photos/stop/old/3.jpg", "photos/yield/4.jpg", "photos/way/5.jpg");
        items.Model("Signs", ("ImageDir", "photos"))
            .Category("photos/yield", ("Label", "Give way"))
            .Category("photos/stop/old", ("Label", "Old"))
            .Category("photos/stop/old/3.jpg", ("Label", "Broken"))
            .Category("photos/way/5.jpg", ("Label", "Broken"));

        items.Read().Log.Errors.ShouldBeEmpty();

        items.Sources("Signs").ShouldBe(
        [
            "image Broken photos/stop/old/3.jpg 3.jpg",
            "image Broken photos/way/5.jpg 5.jpg",
            "folder Give way photos/yield",
            "folder Old photos/stop/old",
            "except photos/stop/old/3.jpg",
            "folder stop photos/stop",
            "except photos/stop/old",
            "except photos/stop/old/3.jpg",
        ]);
    }

    [Fact]
    public void OfAnyNameStayOneLineOfTheLog() =>
        Gen.Select(CompilerNames.Texts, CompilerNames.Texts).Sample((label, name) =>
        {
            using ProjectItems items = new("photos/a/1.jpg");
            items.Model("Flowers");
            items.Category("no such " + name.Replace("\0", "", StringComparison.Ordinal), ("Label", label), ("Lable", "x"));

            BuildLog log = items.Read().Log;

            log.Errors.ShouldNotBeEmpty();
            log.Errors.ShouldAllBe(error => IsInert(error.File) && IsInert(error.Message));
        }, iter: 100);

    private static bool IsInert(string text) =>
        !text.Any(char.IsControl) && text.IndexOfAny(['\u2028', '\u2029', '\u202e', '\u2066']) < 0;
}
