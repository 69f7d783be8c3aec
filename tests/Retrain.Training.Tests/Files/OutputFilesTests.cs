using System.Runtime.Versioning;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Digests;
using Retrain.Training.Files;

namespace Retrain.Training.Tests.Files;

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
    [UnsupportedOSPlatform("windows")]
    public void HaveTheModeOfTheFilesTheyReplace()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix's");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        folder.Write("graph.pb", "old"u8);
        File.SetUnixFileMode(folder.PathOf("graph.pb"), Mode);
        using OutputFiles files = new();

        files.Stage(folder.PathOf("graph.pb"), stream => stream.Write("new"u8));
        files.Publish();

        File.ReadAllText(folder.PathOf("graph.pb")).ShouldBe("new");
        File.GetUnixFileMode(folder.PathOf("graph.pb")).ShouldBe(Mode);
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

    [Fact]
    public void AreAllTheOldOnesWhenARenameFails()
    {
        folder.Write("graph.pb", "old"u8);
        using (OutputFiles files = new())
        {
            files.Stage(folder.PathOf("graph.pb"), stream => stream.Write("new"u8));
            files.Stage(folder.PathOf("first.txt"), stream => stream.Write("new"u8));
            files.Stage(folder.PathOf("labels.txt"), stream => stream.Write("new"u8));
            Directory.CreateDirectory(folder.PathOf("labels.txt"));

            Should.Throw<RetrainException>(files.Publish).Diagnostic.Origin.ShouldBe(folder.PathOf("labels.txt"));
        }

        File.ReadAllText(folder.PathOf("graph.pb")).ShouldBe("old");
        Directory.EnumerateFiles(folder.Path).ShouldBe([folder.PathOf("graph.pb")]);
    }

    [Fact]
    public void HaveTheDigestsThatTheirStagingGave()
    {
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i >> 3))];
        using OutputFiles files = new();

        Digest digest = files.Stage(folder.PathOf("graph.pb"), stream =>
        {
            stream.Write(content.AsSpan(0, 7));
            stream.WriteByte(content[7]);
            stream.Write(content.AsSpan(8));
        });
        files.Publish();

        File.ReadAllBytes(folder.PathOf("graph.pb")).ShouldBe(content);
        digest.ShouldBe(Digest.Of(content));
    }

    [Fact]
    public void RemoveWhatKilledRunsLeftAndNothingElse()
    {
        string[] left = [".graph.pb.0123456789abcdef0123456789abcdef.tmp", ".my labels.v1.txt.ABCDEF0123456789abcdef0123456789.tmp"];
        string[] others = [".graph.pb.tmp", "graph.pb.0123456789abcdef0123456789abcdef.tmp", ".note.0123.tmp", "graph.pb"];
        Array.ForEach([.. left, .. others], name => folder.Write(name, "content"u8));
        using TemporaryFile running = TemporaryFile.Create(folder.Path, "labels.txt");
        string pipe = NamedPipe.Create(folder.PathOf($".pipe.{Guid.NewGuid():N}.tmp"));

        OutputFiles.Prepare([folder.PathOf("graph.pb")]);

        Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal)
            .ShouldBe(others.Select(folder.PathOf).Append(running.Path).Append(pipe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OfManyRunsDoNotTakeEachOthersForAbandoned()
    {
        string[] contents = [.. Enumerable.Range(0, 8).Select(run => new string((char)('a' + run), 20_000))];

        await Parallel.ForEachAsync(contents, TestContext.Current.CancellationToken, (content, _) =>
        {
            for (int round = 0; round < 40; round++)
            {
                OutputFiles.Prepare([folder.PathOf("graph.pb")]);
                using OutputFiles files = new();
                files.Stage(folder.PathOf("graph.pb"), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));
                files.Publish();
            }

            return ValueTask.CompletedTask;
        });

        contents.ShouldContain(File.ReadAllText(folder.PathOf("graph.pb")));
        Directory.EnumerateFiles(folder.Path).ShouldBe([folder.PathOf("graph.pb")]);
    }

    [Theory]
    [InlineData("model.pb", true)]
    [InlineData("not/yet/there.pb", false)]
    public void AreWrittenThroughASymbolicLink(string target, bool exists)
    {
        Directory.CreateDirectory(folder.PathOf("links"));
        if (exists)
        {
            folder.Write(target, "old"u8);
        }

        FileSystemInfo link = File.CreateSymbolicLink(folder.PathOf("links/graph.pb"), Path.Combine("..", target));
        using (OutputFiles files = new())
        {
            files.Stage(link.FullName, stream => stream.Write("new"u8));
            files.Publish();
        }

        new FileInfo(link.FullName).LinkTarget.ShouldBe(Path.Combine("..", target));
        File.ReadAllText(folder.PathOf(target)).ShouldBe("new");
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
    }
}
