using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Backbones;

[Collection(DownloadRun.Collection)]
public sealed partial class DownloadTests : IDisposable
{
    private const int Interrupt = 2; // SIGINT, as Ctrl-C sends it

    private readonly DownloadRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task AMissingBackboneIsDownloadedOnceAndToldOf()
    {
        run.ServeMobileNet();

        ToolRun first = await run.TrainAsync();
        ToolRun second = await run.TrainAsync();

        byte[] archive = run.Server.Files[PublishedGraph.ArchivePath];
        first.ShouldSucceed().Output.ShouldContain($"Downloading {run.Server.Address}models/mobilenet_v1_0.25_128_frozen.tgz\n");
        first.Output.ShouldContain($"Downloaded {run.Archive}, 0.0 MB, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(archive))}.");
        File.ReadAllBytes(run.Graph).ShouldBe(PublishedGraph.MobileNet());
        File.ReadAllBytes(run.Archive).ShouldBe(archive);
        string[] names =
            [.. Directory.EnumerateFiles(run.ModelDir, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))];
        names.Order(StringComparer.Ordinal)
            .ShouldBe(["frozen_graph.pb", "mobilenet_v1_0.25_128_frozen.tgz", "mobilenet_v1_0.25_128_frozen.tgz.lock"]);
        second.ShouldSucceed().Output.ShouldNotContain("Download");
        run.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ABuildShowsOneLineOfIt()
    {
        run.ServeMobileNet();

        ToolRun trained = await run.BuildAsync();

        string[] lines = trained.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe($"Flowers: Downloading {run.Server.Address}models/mobilenet_v1_0.25_128_frozen.tgz");
        lines[1].ShouldStartWith("Flowers: 2 labels, ");
    }

    [Fact]
    public async Task ProgramsReadHowFarItIs()
    {
        run.ServeMobileNet();
        long sizeBytes = run.Server.Files[PublishedGraph.ArchivePath].Length;

        ToolRun trained = await run.TrainAsync("--json");

        string[] events =
            [.. trained.ShouldSucceed().Output.Split('\n').Where(line => line.Contains("\"download", StringComparison.Ordinal))];
        events[0].ShouldStartWith("""{"event":"downloadStarted","url":"http://127.0.0.1:""");
        events[^2].ShouldBe($$"""{"event":"downloadProgressed","doneBytes":{{sizeBytes}},"totalBytes":{{sizeBytes}}}""");
        events[^1].ShouldContain($"\"sizeBytes\":{sizeBytes},\"sha256\":");
    }

    [Fact]
    public async Task AGraphPutInPlaceByHandIsUsedAsItIs()
    {
        run.Training.Folder.Write(Path.Combine("imagenet", PublishedGraph.GraphPath), PublishedGraph.MobileNet());

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.ShouldBeEmpty();
        Directory.EnumerateFiles(run.ModelDir).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnArchivePutInPlaceByHandIsUnpacked()
    {
        run.Training.Folder.Write(
            "imagenet/mobilenet_v1_0.25_128_frozen.tgz",
            PublishedGraph.Archive($"./{PublishedGraph.GraphPath}", PublishedGraph.MobileNet()));

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.ShouldBeEmpty();
        File.ReadAllBytes(run.Graph).ShouldBe(PublishedGraph.MobileNet());
    }

    [Fact]
    public async Task ACutConnectionIsGoneOnWith()
    {
        run.ServeMobileNet();
        run.Server.CutAfter = answer => answer < 2 ? 3000 : null;

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.Count.ShouldBe(3);
        run.Server.Requests[0].ShouldNotContain("Range:");
        run.Server.Requests[1].ShouldContain("Range: bytes=3000-\r\n");
        run.Server.Requests[1].ShouldContain("If-Range: \"first\"\r\n");
        run.Server.Requests[2].ShouldContain("Range: bytes=6000-\r\n");
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task WhatGivesNoMoreIsAnErrorAndThePartIsKeptForTheNextRun()
    {
        run.ServeMobileNet();
        run.Server.CutAfter = answer => answer switch { 0 => 3000, 1 => 0, _ => null };

        (await run.TrainAsync()).ShouldFail(1, "RT2040").Error.ShouldContain("the server ended the connection before its answer was whole");
        new FileInfo(run.Part).Length.ShouldBe(3000);
        ToolRun next = await run.TrainAsync();

        next.ShouldSucceed().Output.ShouldContain(", 0.0 MB of which are already there");
        run.Server.Requests[2].ShouldContain("Range: bytes=3000-\r\n");
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
        File.Exists(run.Part).ShouldBeFalse();
    }

    [Fact]
    public async Task AServerWithoutRangesGivesAllOfItAgain()
    {
        run.ServeMobileNet();
        run.Server.KnowsRanges = false;
        run.Server.CutAfter = answer => answer == 0 ? 3000 : null;

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.Count.ShouldBe(2);
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task AnotherPartThanWasAskedForIsNotAddedToWhatIsThere()
    {
        run.ServeMobileNet();
        run.Server.MistakesRanges = true;
        run.Server.CutAfter = answer => answer == 0 ? 3000 : null;

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.Count.ShouldBe(3);
        run.Server.Requests[^1].ShouldNotContain("Range:");
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task APartThatIsLongerThanTheFileIsThrownAway()
    {
        run.ServeMobileNet();
        run.Training.Folder.Write("imagenet/mobilenet_v1_0.25_128_frozen.tgz.part", new byte[100_000]);
        run.Training.Folder.Write("imagenet/mobilenet_v1_0.25_128_frozen.tgz.part.etag", "\"first\""u8);

        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.Count.ShouldBe(2);
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task AFileThatChangedMeanwhileIsTakenFromItsBeginning()
    {
        run.Serve([.. Enumerable.Repeat((byte)1, 9000)]);
        run.Server.CutAfter = answer => answer switch { 0 => 3000, 1 => 0, _ => null };
        (await run.TrainAsync()).ShouldFail(1, "RT2040");

        run.ServeMobileNet();
        run.Server.ETag = "\"second\"";
        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests[^1].ShouldContain("If-Range: \"first\"\r\n");
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task WithoutAnETagNothingIsGoneOnWith()
    {
        run.ServeMobileNet();
        run.Server.ETag = null;
        run.Server.CutAfter = answer => answer == 0 ? 3000 : null;

        (await run.TrainAsync()).ShouldFail(1, "RT2040");
        (await run.TrainAsync()).ShouldSucceed();

        run.Server.Requests.ShouldAllBe(request => !request.Contains("Range:", StringComparison.Ordinal));
        File.ReadAllBytes(run.Archive).ShouldBe(run.Server.Files[PublishedGraph.ArchivePath]);
    }

    [Fact]
    public async Task TwoRunsAtOnceDownloadItOnce()
    {
        run.ServeMobileNet();
        run.Server.BytesPerSecond = 4000;
        using Process first = run.Start();
        using Process second = run.Start(
            "--output_graph", run.Training.OutputOf("second.pb"), "--output_labels", run.Training.OutputOf("second.txt"),
            "--output_manifest", run.Training.OutputOf("second.json"));

        string[] outputs =
        [
            (await ChildProcess.FinishAsync(first, TestContext.Current.CancellationToken)).ShouldSucceed().Output,
            (await ChildProcess.FinishAsync(second, TestContext.Current.CancellationToken)).ShouldSucceed().Output,
        ];

        run.Server.Requests.Count.ShouldBe(1);
        outputs.Count(output => output.Contains("Downloading ", StringComparison.Ordinal)).ShouldBe(1);
        outputs.Count(output => output.Contains($"Waiting for another run, which is downloading {run.Archive}", StringComparison.Ordinal))
            .ShouldBe(1);
        File.ReadAllBytes(run.Training.OutputOf("second.pb")).ShouldBe(File.ReadAllBytes(run.Training.Graph));
    }

    [Fact]
    public async Task CtrlCKeepsWhatHasComeAndTheNextRunGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl-C to another process on Windows");
        run.ServeMobileNet();
        run.Server.BytesPerSecond = 2000;
        using Process process = run.Start();
        while (!process.HasExited && !(File.Exists(run.Part) && new FileInfo(run.Part).Length > 500))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        SendSignal(process.Id, Interrupt).ShouldBe(0);
        ToolRun cancelled = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);
        long kept = new FileInfo(run.Part).Length;
        run.Server.BytesPerSecond = 0;
        ToolRun next = await run.TrainAsync();

        cancelled.ExitCode.ShouldBe(130, cancelled.Error);
        kept.ShouldBeGreaterThan(0);
        File.Exists(run.Graph).ShouldBeTrue();
        next.ShouldSucceed();
        run.Server.Requests[^1].ShouldContain($"Range: bytes={kept}-\r\n");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
