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
        OutputFiles.Prepare([folder.PathOf("new/model/graph.pb"), folder.PathOf("labels.txt")]);

        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void ThatLeadsToAnothersFileCollidesWithIt()
    {
        File.CreateSymbolicLink(folder.PathOf("labels.txt"), folder.PathOf("graph.pb"));

        Should.Throw<RetrainException>(() => OutputFiles.Prepare([folder.PathOf("graph.pb"), folder.PathOf("labels.txt")]))
            .Diagnostic.Code.ShouldBe("RT4008");
    }

    private static string Refusal(string path)
    {
        RetrainException exception = Should.Throw<RetrainException>(() => OutputFiles.Prepare([path]));
        exception.Diagnostic.Code.ShouldBe("RT4007");
        exception.Diagnostic.Origin.ShouldBe(path);
        return exception.Diagnostic.Message;
    }
}
