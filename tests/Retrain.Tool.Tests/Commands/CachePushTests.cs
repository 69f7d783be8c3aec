using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class CachePushTests : IDisposable
{
    private const int Photos = 48;

    private readonly TemporaryFolder team = new();
    private readonly TrainingRun run = new TrainingRun().Draw();

    public void Dispose()
    {
        team.Dispose();
        run.Dispose();
    }

    [Fact]
    public async Task AMachineGetsAllThatAnotherPushed()
    {
        (await run.TrainAsync("--shared_cache", "none")).ShouldSucceed();
        (await ToolCall.RunAsync(run.CacheDir, "check", run.ImageDir)).ShouldSucceed(); // adds fingerprints, which are not shared

        ToolRun pushed = await PushAsync();
        ToolRun again = await PushAsync("--json");

        pushed.ShouldSucceed().Output.ShouldBe($"Wrote {Photos} of {Photos} bottlenecks to {team.Path}.\n");
        Json(again.ShouldSucceed()).GetProperty("written").GetInt32().ShouldBe(0);
        (await FetchAsync("second")).ShouldBe((0, Photos, 0, 0));
        (await FetchAsync("second")).ShouldBe((Photos, 0, 0, 0));
    }

    [Fact]
    public async Task OnlyWhatIsLackingIsWritten()
    {
        string photo = Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories).First();
        (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", photo, "--shared_cache", team.Path)).ShouldSucceed();
        (await run.TrainAsync("--shared_cache", "none")).ShouldSucceed();

        (await PushAsync()).ShouldSucceed().Output.ShouldBe(
            $"Wrote {Photos - 1} of {Photos} bottlenecks to {team.Path}; it has the others.\n");
    }

    [Fact]
    public async Task WhatNobodyKnowsTheBackboneOfIsLeftOutAndTold()
    {
        (await run.TrainAsync("--shared_cache", "none")).ShouldSucceed();
        string pack = run.Folder.PathOf("all.pack"), other = run.Folder.PathOf("other");
        (await CacheAsync("export", pack, "--bottleneck_dir", run.CacheDir)).ShouldSucceed();
        (await CacheAsync("import", pack, "--bottleneck_dir", other)).ShouldSucceed();

        ToolRun pushed = await CacheAsync("push", "--bottleneck_dir", other, "--shared_cache", team.Path);

        pushed.ShouldFail(1, "RT3055").Output.ShouldBeEmpty();
        pushed.Error.ShouldContain($"it is not known which backbone {Photos} entries come from");
        pushed.Error.ShouldContain("train with them once, then push again.");
    }

    [Fact]
    public async Task WithoutACacheThereIsNothingToPush() =>
        (await PushAsync()).ShouldFail(1, "RT3057").Error.ShouldContain("there is no cache yet; train first, or name another with");

    [Fact]
    public async Task AServerThatRefusesIsNotToBeOnlyRead()
    {
        (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir, "--shared_cache", "none")).ShouldSucceed();
        using StoreServer server = new() { Fault = request => request.Method == "PUT" ? StoreServer.Status(403) : null };

        ToolRun pushed = await CacheAsync("push", "--bottleneck_dir", run.CacheDir, "--shared_cache", server.Address);

        pushed.ShouldFail(1, "RT3052").Error.ShouldEndWith("); check the credentials.\n");
    }

    [Fact]
    public async Task AStoreThatFailsHalfWayIsAnError()
    {
        (await run.TrainAsync("--shared_cache", "none")).ShouldSucceed();
        using StoreServer server = new();
        int writes = 0;
        server.Fault = request => request.Method == "PUT" && Interlocked.Increment(ref writes) > 3 ? StoreServer.Status(507) : null;

        ToolRun pushed = await CacheAsync("push", "--bottleneck_dir", run.CacheDir, "--shared_cache", server.Address);

        pushed.ShouldFail(1, "RT3056").Error.ShouldContain("507");
        server.Fault = _ => null;
        (await CacheAsync("push", "--bottleneck_dir", run.CacheDir, "--shared_cache", server.Address)).ShouldSucceed();
    }

    [Theory]
    [InlineData("missing", 1, "RT3051")]
    [InlineData("none", 2, "RT4123")]
    [InlineData("team", 2, "RT4070")]
    public async Task SaysWhatIsWrongWithTheAddress(string address, int exitCode, string code)
    {
        (await run.TrainAsync("--shared_cache", "none")).ShouldSucceed();

        string given = address == "missing" ? team.PathOf(address) : address;

        (await CacheAsync("push", "--bottleneck_dir", run.CacheDir, "--shared_cache", given)).ShouldFail(exitCode, code);
    }

    [Fact]
    public async Task NothingIsWrittenWhereTheEnvironmentForbidsIt()
    {
        ToolRun pushed = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "cache", "push", "--shared_cache", team.Path],
            new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir, ["RETRAIN_CACHE_READ_ONLY"] = "1" }, TestContext.Current.CancellationToken);

        pushed.ShouldFail(2, "RT4124");
        Directory.EnumerateFileSystemEntries(team.Path).ShouldBeEmpty();
    }

    private Task<ToolRun> PushAsync(params string[] more) =>
        CacheAsync(["push", "--bottleneck_dir", run.CacheDir, "--shared_cache", team.Path, .. more]);

    /// <summary>Trains on another machine.</summary>
    /// <returns>What the command says of the run.</returns>
    private async Task<(int Found, int Fetched, int Missed, int Computed)> FetchAsync(string machine)
    {
        string cache = run.Folder.PathOf(machine);
        (await run.TrainAsync("--bottleneck_dir", cache, "--shared_cache", team.Path)).ShouldSucceed();
        JsonElement last = Json(await CacheAsync("info", "--bottleneck_dir", cache, "--json")).GetProperty("runs")[0];
        int Number(string name) => last.GetProperty(name).GetInt32();
        Number("stored").ShouldBe(Number("fetched") + Number("computed"));
        return (Number("found"), Number("fetched"), Number("missed"), Number("computed"));
    }

    private Task<ToolRun> CacheAsync(params string[] arguments) => ToolCall.RunAsync(run.CacheDir, ["cache", .. arguments]);

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.Output).RootElement;
}
