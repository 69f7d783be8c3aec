using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

/// <summary>Problems with an output are known before the work, and not only after it.</summary>
public sealed class OutputPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("models/", "it names a folder")]
    [InlineData("there", "it is a folder")]
    [InlineData("there/..", "it is a folder")]
    [InlineData("file.txt/graph.pb", "is not a folder")]
    [InlineData("file.txt/new/graph.pb", "is not a folder")]
    [InlineData("/", "it names a folder")]
    [InlineData("mistyped/model/graph.pb", "mistyped' does not exist")]
    public void OfAFolderOrBelowAFileCannotBeWritten(string path, string reason)
    {
        Directory.CreateDirectory(folder.PathOf("there"));
        folder.Write("file.txt");

        Refusal(folder.PathOf(path)).ShouldContain(reason);
    }

    [Fact]
    public void InAFolderThatTakesNoFilesCannotBeWritten()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a folder in which root cannot make files");

        Refusal("/proc/new/graph.pb");
    }

    [Fact]
    public void OfALinkToItselfCannotBeWritten()
    {
        File.CreateSymbolicLink(folder.PathOf("graph.pb"), folder.PathOf("graph.pb"));

        Refusal(folder.PathOf("graph.pb"));
    }

    [Fact]
    public void IsCheckedWithoutLeavingAnything()
    {
        OutputFiles.Prepare([folder.PathOf("new/graph.pb"), folder.PathOf("labels.txt")]);

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void ThatLeadsToAnothersFileCollidesWithIt()
    {
        File.CreateSymbolicLink(folder.PathOf("labels.txt"), folder.PathOf("graph.pb"));

        Should.Throw<RetrainException>(() => OutputFiles.Prepare([folder.PathOf("graph.pb"), folder.PathOf("labels.txt")]))
            .Diagnostic.Code.ShouldBe("RT4008");
    }

    [Fact]
    public void OfAnotherUsersLinkCannotBeWritten()
    {
        folder.Write("precious.txt", "mine"u8);
        File.CreateSymbolicLink(folder.PathOf("link.pb"), folder.PathOf("precious.txt"));
        File.CreateSymbolicLink(folder.PathOf("planted.pb"), folder.PathOf("link.pb"));
        OutputFiles.Prepare([folder.PathOf("planted.pb")]);

        OtherUser.GetsOwner(folder.PathOf("link.pb"));

        Refusal(folder.PathOf("planted.pb")).ShouldContain($"'{folder.PathOf("link.pb")}' is a link that another user made");
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("socket")]
    [InlineData("null")]
    public void ThatIsNotARegularFileIsNeverReplaced(string kind)
    {
        string path = folder.PathOf(kind);
        SpecialFile.Create(path, kind);
        using OutputFiles files = new();
        files.Stage(folder.PathOf("graph.pb"), stream => stream.Write("graph"u8));

        Refusal(path).ShouldContain("it is a device, a pipe or a socket");
        Should.Throw<RetrainException>(() => files.Stage(path, stream => stream.Write("labels"u8))).Diagnostic.Code.ShouldBe("RT4007");

        File.CreateSymbolicLink(folder.PathOf("link"), path);
        Refusal(folder.PathOf("link")).ShouldContain("it is a device, a pipe or a socket");
        new FileInfo(path).Length.ShouldBe(0);
        UnixEntry.Of(path).ShouldNotBeNull().IsSpecial.ShouldBeTrue();
    }

    private static string Refusal(string path)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => OutputFiles.Prepare([path]));
        exception.Diagnostic.Code.ShouldBe("RT4007");
        exception.Diagnostic.Origin.ShouldBe(path);
        return exception.Diagnostic.Message;
    }
}
