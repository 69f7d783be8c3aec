using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Images;

namespace Retrain.Tool.Tests.Images;

public sealed class ImagePathsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public ImagePathsTests() => folder.Write("photos/daisy/7.jpg").Write("photos/daisy/x1.jpg").Write("photos/roses/7.jpg")
        .Write("photos/roses/old/x2.jpg").Write("photos/roses/.DS_Store").Write("photos/x0.jpg").Write("photos/note.txt");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("photos/x0.jpg", "x0.jpg")]
    [InlineData("photos/roses", "roses/7.jpg", "roses/old/x2.jpg")]
    [InlineData("photos/*.jpg", "x0.jpg")]
    [InlineData("photos/x?.jpg", "x0.jpg")]
    [InlineData("photos/*/7.jpg", "daisy/7.jpg", "roses/7.jpg")]
    [InlineData("photos/r*/*/x?.jpg", "roses/old/x2.jpg")]
    [InlineData("photos/r*", "roses/7.jpg", "roses/old/x2.jpg")]
    [InlineData("photos/**/x*.jpg", "daisy/x1.jpg", "roses/old/x2.jpg", "x0.jpg")]
    [InlineData("photos/**/old/*", "roses/old/x2.jpg")]
    [InlineData("photos/**", "daisy/7.jpg", "daisy/x1.jpg", "note.txt", "roses/7.jpg", "roses/old/x2.jpg", "x0.jpg")]
    [InlineData("*/roses/**/*", "roses/7.jpg", "roses/old/x2.jpg")]
    public void AnArgumentNamesTheseFiles(string argument, params string[] files)
    {
        Expand(argument).ShouldBe(files.Select(file => folder.PathOf($"photos/{file}")));
        problems.ShouldBeEmpty();
    }

    [Fact]
    public void ArgumentsKeepTheirOrder() =>
        Expand("photos/x0.jpg", "photos/daisy")
            .ShouldBe([folder.PathOf("photos/x0.jpg"), folder.PathOf("photos/daisy/7.jpg"), folder.PathOf("photos/daisy/x1.jpg")]);

    [Fact]
    public void AFileWhoseNameLooksLikeAPatternIsAFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        folder.Write("photos/x*.jpg");

        Expand("photos/x*.jpg").ShouldBe([folder.PathOf("photos/x*.jpg")]);
    }

    [Fact]
    public void AnEmptyFolderHoldsNoImage()
    {
        Directory.CreateDirectory(folder.PathOf("empty/inner"));

        ErrorOf("empty").ShouldBe(
            $"{folder.PathOf("empty")} : error RT1022: contains no images, and neither do its sub-folders; name a folder with images.");
    }

    [Theory]
    [InlineData("nowhere.jpg", "does not exist; pass an existing path to --image.")]
    [InlineData("nowhere/*.jpg", "matches no file; pass an existing path or another pattern to --image.")]
    [InlineData("photos/*.png", "matches no file; pass an existing path or another pattern to --image.")]
    public void WhatIsNotThereIsAnError(string argument, string message) =>
        ErrorOf(argument).ShouldBe($"{folder.PathOf(argument)} : error RT4009: {message}");

    [Fact]
    public void NoArgumentIsAnError() => Should.Throw<RetrainException>(() => Expand()).Diagnostic.Code.ShouldBe("RT4004");

    [Theory]
    [InlineData("photos")]
    [InlineData("photos/**/*.jpg")]
    [InlineData("photos/**/*")]
    public void LinkLoopsEnd(string argument)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        IReadOnlyList<string> before = Expand(argument);
        Directory.CreateSymbolicLink(folder.PathOf("photos/daisy/loop"), folder.PathOf("photos"));

        Expand(argument).ShouldBe(before);

        problems.ShouldHaveSingleItem().Code.ShouldBe("RT1012");
    }

    [Theory]
    [InlineData("photos")]
    [InlineData("photos/*/*")]
    [InlineData("photos/**/*")]
    public void AFolderThatCannotBeReadIsNamedOnce(string argument)
    {
        IReadOnlyList<string> before = Expand(argument);
        using UndecodableName undecodable = new(folder.PathOf("photos/daisy"));

        Expand(argument).ShouldBe(before);

        Diagnostic problem = problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("RT1005");
        problem.Severity.ShouldBe(Severity.Error);
        problem.Origin.ShouldBe(undecodable.AsSeen);
    }

    private IReadOnlyList<string> Expand(params string[] arguments) =>
        ImagePaths.Expand([.. arguments.Select(folder.PathOf)], problems.Add, TestContext.Current.CancellationToken);

    private string ErrorOf(string argument) => Should.Throw<RetrainException>(() => Expand(argument)).Diagnostic.ToString();
}
