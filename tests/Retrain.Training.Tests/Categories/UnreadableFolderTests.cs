using Retrain.Runtime;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Categories;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Categories;

public sealed class UnreadableFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Diagnostic> problems = [];

    public UnreadableFolderTests() => folder.Write("daisy/1.jpg").Write("daisy/garden/2.jpg").Write("roses/1.jpg").Write("tulips/1.jpg");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFolderWhoseNameCannotBeReadIsNamedLeftOutAndCounted()
    {
        using UndecodableName undecodable = new(folder.PathOf("daisy"));

        IReadOnlyList<Category> categories = Read();

        categories[0].Images.Select(image => image.RelativePath).ShouldBe(["1.jpg", "garden/2.jpg"]);
        problems.Select(problem => problem.ToString()).ShouldContain(
            $"{undecodable.AsSeen} : warning RT1005: cannot be read: its name is not valid UTF-8; "
            + "check its name and permissions or remove it.");
        problems.Single(problem => problem.Code == "RT1021").Message.ShouldStartWith("1 folder, named above, cannot be read, ");
    }

    [Fact]
    public void ACategoryThatCannotBeReadIsLeftOut()
    {
        using UndecodableName undecodable = new(folder.Path);

        Read().Select(category => category.FolderName).ShouldBe(["daisy", "roses", "tulips"]);

        problems.Where(problem => problem.Origin == undecodable.AsSeen).ShouldHaveSingleItem().Code.ShouldBe("RT1005");
    }

    [Fact]
    public void StrictReadingFails()
    {
        using UndecodableName undecodable = new(folder.PathOf("daisy"));

        RetrainException stopped = Should.Throw<RetrainException>(() => Read(strict: true));

        stopped.Diagnostic.Code.ShouldBe("RT1015");
        stopped.Message.ShouldContain("1 folder, named above, cannot be read, ");
        problems.Single(problem => problem.Code == "RT1005").Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void AFolderWithoutPermissionIsNamedAndLeftOut()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read every folder");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        string closed = folder.PathOf("daisy/garden");
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            Read()[0].Images.Select(image => image.RelativePath).ShouldBe(["1.jpg"]);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        problems.Single(problem => problem.Code == "RT1005").Origin.ShouldBe(closed);
    }

    private IReadOnlyList<Category> Read(bool strict = false) =>
        ImageFolder.Read(folder.Path, strict, problems.Add, TestContext.Current.CancellationToken).Categories;
}
