using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;

namespace Retrain.Training.Tests.Categories;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RealPathTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        folder.Write("a/b/1.jpg");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LinksAnywhereInThePathAreFollowed()
    {
        Directory.CreateSymbolicLink(folder.PathOf("absolute"), folder.PathOf("a"));
        Directory.CreateSymbolicLink(folder.PathOf("a/relative"), "../absolute/./b");

        RealPath.Of(folder.PathOf("absolute/relative")).ShouldBe(RealPath.Of(folder.PathOf("a/b")));
        RealPath.Of(folder.PathOf("absolute/relative/")).ShouldEndWith("/a/b");
    }

    [Fact]
    public void WhatIsNotThereIsLeftAsItIs() =>
        RealPath.Of(folder.PathOf("a/none/such")).ShouldBe(RealPath.Of(folder.PathOf("a")) + "/none/such");

    [Fact]
    public void TheRootIsItself() => RealPath.Of("/").ShouldBe("/");

    [Fact]
    public void LinksWithoutEndStayAsTheyAre()
    {
        Directory.CreateSymbolicLink(folder.PathOf("x"), "y");
        Directory.CreateSymbolicLink(folder.PathOf("y"), "x");

        RealPath.Of(folder.PathOf("x")).ShouldBe(folder.PathOf("x"));
        RealPath.Of(folder.PathOf("y/inner.jpg")).ShouldBe(folder.PathOf("y/inner.jpg"));
    }
}
