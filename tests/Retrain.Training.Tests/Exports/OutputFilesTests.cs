using Retrain.Runtime;
using Retrain.Tests.Shared;
using Retrain.Training.Exports;

namespace Retrain.Training.Tests.Exports;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AppearTogether()
    {
        using OutputFiles files = new();
        files.Stage(folder.PathOf("a/graph.pb"), stream => stream.Write("graph"u8));
        files.Stage(folder.PathOf("b/labels.txt"), stream => stream.Write("labels"u8));
        File.Exists(folder.PathOf("a/graph.pb")).ShouldBeFalse();

        files.Publish();

        File.ReadAllText(folder.PathOf("a/graph.pb")).ShouldBe("graph");
        File.ReadAllText(folder.PathOf("b/labels.txt")).ShouldBe("labels");
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public void LeaveTheOldOnesAndNothingElseWhenWritingFails()
    {
        folder.Write("graph.pb", "old"u8);
        using (OutputFiles files = new())
        {
            files.Stage(folder.PathOf("graph.pb"), stream => stream.Write("new"u8));
            Should.Throw<RetrainException>(() => files.Stage(folder.PathOf("labels.txt"), _ => throw new IOException("disk full")))
                .Diagnostic.Message.ShouldBe("cannot be written: disk full; choose another path or change its permissions.");
        }

        File.ReadAllText(folder.PathOf("graph.pb")).ShouldBe("old");
        Directory.EnumerateFiles(folder.Path).Count().ShouldBe(1);
    }
}
