using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class OutputTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task LeaveNoFolderWhenTheImagesAreNotThere()
    {
        (await ToolCall.RunAsync(run.CacheDir, run.Arguments("--image_dir", run.ImageDir + "_mistyped"))).ShouldFail(2, "RT1001");

        Directory.Exists(Path.GetDirectoryName(run.Graph)).ShouldBeFalse();
    }

    [Fact]
    public async Task ReplaceNoPhotoAndNoDecisions()
    {
        string photo = Path.Combine(run.ImageDir, "circles", "1.jpg");
        string decisions = DecisionsOf.Write(run.Folder.PathOf("decisions.json"), (photo, null));
        byte[] before = await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken);

        (await run.TrainAsync("--report", photo)).ShouldFail(2, "RT4055").Error.ShouldContain("is a photo of this run");
        (await run.TrainAsync("--decisions", decisions, "--report", decisions)).ShouldFail(2, "RT4055")
            .Error.ShouldContain("is the file of decisions");

        (await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken)).ShouldBe(before);
        run.OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task ReplaceNoPhotoThroughALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        Directory.CreateSymbolicLink(run.Folder.PathOf("link"), Path.Combine(run.ImageDir, "circles"));

        ToolRun trained = await run.TrainAsync("--report", run.Folder.PathOf("link/1.jpg"));

        trained.ShouldFail(2, "RT4055").Error.ShouldContain("is a photo of this run");
    }

    [Theory]
    [InlineData("--output_graph", "loop.pb")]
    [InlineData("--output_labels", "loop.txt")]
    [InlineData("--output_manifest", "loop.json")]
    [InlineData("--output_onnx", "loop.onnx")]
    [InlineData("--report", "loop.html")]
    public async Task ThatAreLinksToThemselvesAreRefused(string flag, string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        string loop = run.Folder.PathOf(name);
        File.CreateSymbolicLink(loop, name);

        (await run.TrainAsync(flag, loop)).ShouldFail(1, "RT4007").Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task AlsoAreTheIntermediateGraphs()
    {
        run.Folder.Write("file");
        string[] flags = ["--intermediate_output_graphs_dir", run.Folder.PathOf("file")];

        ToolRun stored = await run.TrainAsync([.. flags, "--intermediate_store_frequency", "20"]);

        stored.ShouldFail(1, "RT4007");
        stored.Output.ShouldBeEmpty();
        (await run.TrainAsync(flags)).ShouldSucceed();
    }

    [Theory]
    [InlineData("""{ "name": "my web app", "start_url": "/" }""")]
    [InlineData("""[{ "formatVersion": "1.0.0", "engineVersion": "1.0.0" }]""")]
    [InlineData("no JSON")]
    public async Task DoNotReplaceTheManifestOfAnotherProgram(string content)
    {
        run.Folder.Write("out/manifest.json", Encoding.UTF8.GetBytes(content));

        ToolRun trained = await run.TrainAsync();

        trained.ShouldFail(2, "RT4013").Error.ShouldStartWith($"{run.Manifest} : error RT4013: ");
        trained.Output.ShouldBeEmpty();
        (await File.ReadAllTextAsync(run.Manifest, TestContext.Current.CancellationToken)).ShouldBe(content);
        run.OutputNames().ShouldBe(["manifest.json"]);
    }

    [Fact]
    public async Task ReplaceAManifestOfOursAndAnEmptyFile()
    {
        run.Folder.Write("out/manifest.json");
        (await run.TrainAsync("--seed", "1")).ShouldSucceed();

        (await run.TrainAsync("--seed", "2")).ShouldSucceed();

        (await File.ReadAllTextAsync(run.Manifest, TestContext.Current.CancellationToken)).ShouldContain("\"seed\": 2");
    }

    [Fact]
    public async Task ThatAreAnotherUsersInAStickyFolderFailBeforeTheWork()
    {
        // In /tmp, the default, a colleague's files may be there already.
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no sticky folders");
            return;
        }

        run.Folder.Write("out/output_graph.pb", "theirs"u8);
        File.SetUnixFileMode(run.Graph, (UnixFileMode)0b110_110_110);
        File.SetUnixFileMode(Path.GetDirectoryName(run.Graph)!, (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);

        ToolRun trained = await ToolProcess.RunAsOtherUserAsync(run, run.Arguments());

        trained.ShouldFail(1, "RT4007").Error.ShouldContain("belongs to another user");
        trained.Output.ShouldBeEmpty();
    }
}
