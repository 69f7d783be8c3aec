using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

public sealed partial class ShardTests
{
    private const int Terminate = 15; // SIGTERM

    [Fact]
    public async Task TheResultProvesWhatWasExtracted()
    {
        using ShardedRun parts = new();

        ToolRun run = await parts.ExtractAsync("2/3");

        JsonElement result = JsonDocument.Parse(File.ReadAllBytes(parts.ResultOf(2, 3))).RootElement;
        int photos = result.GetProperty("photos").GetInt32();
        run.ShouldSucceed().Output.ShouldContain($"Part 2 of 3 is done: {photos} bottlenecks in the cache. Wrote {parts.ResultOf(2, 3)}");
        photos.ShouldBeInRange(1, 15);
        (result.GetProperty("shard").GetInt32(), result.GetProperty("of").GetInt32()).ShouldBe((2, 3));
        result.GetProperty("flags").EnumerateArray().Select(line => line.GetString())
            .ShouldContain("preprocessing=v1 resize=224x224 mean=127 std=128 input=input:0");
        byte[] first = File.ReadAllBytes(parts.ResultOf(2, 3));
        (await parts.ExtractAsync("2/3", "--threads", "1")).ShouldSucceed();
        File.ReadAllBytes(parts.ResultOf(2, 3)).ShouldBe(first);
    }

    [Fact]
    public async Task ATaskOfAnArrayTakesItsPart()
    {
        using ShardedRun parts = new();
        Dictionary<string, string?> environment = new() { ["RETRAIN_CACHE_DIR"] = parts.Run.CacheDir, ["JOB_COMPLETION_INDEX"] = "1" };

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. parts.Arguments("auto/3", "--json")], environment, TestContext.Current.CancellationToken);

        JsonElement last = JsonDocument.Parse(run.ShouldSucceed().Output.TrimEnd().Split('\n')[^1]).RootElement;
        last.GetProperty("event").GetString().ShouldBe("partFinished");
        last.GetProperty("shard").GetInt32().ShouldBe(2);
        last.GetProperty("result").GetString().ShouldBe(parts.ResultOf(2, 3));
    }

    [Fact]
    public async Task PhotosThatCannotBeReadAreNamedAsInATraining()
    {
        using ShardedRun parts = new();
        string damaged = Path.Combine(parts.Run.ImageDir, "circles", "damaged.jpg");
        File.WriteAllText(damaged, "no photo");
        File.WriteAllText(Path.Combine(parts.Run.ImageDir, "squares", "empty.jpg"), "");

        ToolRun run = await parts.ExtractAsync("1/1");
        ToolRun expected = await parts.ExpectAsync(1);

        ToolRun trained = await parts.Run.TrainAsync();
        string[] ofTraining =
            [.. trained.ShouldSucceed().Error.Split('\n').Where(line => line.Contains("RT1003", StringComparison.Ordinal))];
        ofTraining.Length.ShouldBe(2);
        run.ShouldSucceed().Error.Split('\n').ShouldBeSubsetOf([.. trained.Error.Split('\n')]);
        ofTraining.ShouldBeSubsetOf(run.Error.Split('\n'));
        JsonElement result = JsonDocument.Parse(File.ReadAllBytes(parts.ResultOf(1, 1))).RootElement;
        result.GetProperty("unreadable").GetInt32().ShouldBe(2);
        result.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString())
            .ShouldBe(["circles/damaged.jpg", "squares/empty.jpg"]);
        expected.ShouldSucceed().Error.ShouldContain(
            "warning RT3036: 2 photos cannot be used, such as 'circles/damaged.jpg' (RT1003), in these parts: 1; ");
        expected.Output.ShouldContain("All 1 parts are there, with the bottlenecks of 16 photos.");
    }

    [Fact]
    public async Task WhatIsReadBackIsNotFoundOnceMore()
    {
        using ShardedRun parts = ShardedRun.Cold(3);
        (await parts.ExtractAsync("1/1")).ShouldSucceed();
        (await parts.ExtractAsync("1/1")).ShouldSucceed();

        ToolRun info = await ToolCall.RunAsync(
            parts.Run.CacheDir, "cache", "info", "--bottleneck_dir", parts.Run.CacheDir, "--json");

        JsonElement runs = JsonDocument.Parse(info.ShouldSucceed().Output).RootElement.GetProperty("runs");
        runs.EnumerateArray().Select(run => (run.GetProperty("found").GetInt32(), run.GetProperty("computed").GetInt32()))
            .ShouldBe([(6, 0), (0, 6)]);
    }

    [Fact]
    public async Task APartWithoutPhotosSucceeds()
    {
        using ShardedRun parts = new(1);

        await parts.ExtractAllAsync(5);

        Enumerable.Range(1, 5).Select(number => File.ReadAllText(parts.ResultOf(number, 5)))
            .Count(result => result.Contains("\"photos\": 0", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(3);
        (await parts.ExpectAsync(5)).ShouldSucceed();
    }

    [Fact]
    public async Task AResultThatCannotBeWrittenIsTriedAgainLater()
    {
        using ShardedRun parts = new();
        File.WriteAllText(parts.Results, "a file in place of the folder");

        ToolRun run = await parts.ExtractAsync("1/2");

        run.ShouldFail(75, "RT3030");
        run.Output.ShouldNotContain("Found"); // before the work
    }

    [Fact]
    public async Task ACacheThatCannotBeWrittenIsTriedAgainLater()
    {
        using ShardedRun parts = ShardedRun.Cold(2);
        Directory.CreateDirectory(Path.Combine(parts.Run.CacheDir, "bottlenecks.v1.db"));

        ToolRun run = await parts.ExtractAsync("1/1");

        run.ShouldFail(75, "RT3031").Error.ShouldContain("the bottlenecks of 4 photos of part 1 of 1");
        File.Exists(parts.ResultOf(1, 1)).ShouldBeFalse();
        string photo = Path.Combine(parts.Run.ImageDir, "circles", "0.jpg");
        (await parts.ExtractAsync("1/1", "--bottleneck_dir", photo)).ShouldFail(75, "RT3001");
    }

    [Theory]
    [InlineData("RT4003", "--shard", "3")]
    [InlineData("RT4073", "--shard", "4/3")]
    [InlineData("RT4074", "--shard", "auto/3")]
    [InlineData("RT4057", "--shard", "1/3", "--expect", "3")]
    [InlineData("RT4004", "--threads", "1")]
    public async Task AWrongCommandLineIsNotTriedAgain(string code, params string[] flags)
    {
        using ShardedRun parts = new(1);

        ToolRun run = await ToolCall.RunAsync(
            parts.Run.CacheDir, ["bottlenecks", "--image_dir", parts.Run.ImageDir, "--shard_results", parts.Results, .. flags]);

        run.ShouldFail(2, code);
        Path.Exists(parts.Results).ShouldBeFalse();
    }

    [Fact]
    public async Task ThereMustBeAFolderOfPhotosAndOneForTheResults()
    {
        using ShardedRun parts = new(1);
        string photo = Path.Combine(parts.Run.ImageDir, "circles", "0.jpg");
        string none = parts.Run.Folder.PathOf("none");

        (await ToolCall.RunAsync(parts.Run.CacheDir, "bottlenecks", "--image_dir", parts.Run.ImageDir, "--shard", "1/2"))
            .ShouldFail(2, "RT4077");
        (await ToolCall.RunAsync(parts.Run.CacheDir, "bottlenecks", "--shard", "1/2", "--shard_results", parts.Results))
            .ShouldFail(2, "RT4004");
        (await ToolCall.RunAsync(parts.Run.CacheDir, "bottlenecks", photo, "--shard", "1/2", "--shard_results", parts.Results))
            .ShouldFail(2, "RT4002");
        (await parts.ExtractAsync("1/2", "--image_dir", none)).ShouldFail(2, "RT1001");
        Directory.Delete(Path.Combine(parts.Run.ImageDir, "squares"), recursive: true);
        (await parts.ExtractAsync("1/2")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task ASignalKeepsWhatIsCachedAndWritesNoResult()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        using ShardedRun parts = ShardedRun.Cold(400);
        using Process process = ToolProcess.Start(parts.Run.CacheDir, parts.Arguments("1/1", "--json"));
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line is not null && !(line.Contains("bottlenecksProgressed", StringComparison.Ordinal)
            && JsonDocument.Parse(line).RootElement.GetProperty("computed").GetInt32() >= 100));

        SendSignal(process.Id, Terminate).ShouldBe(0);
        ToolRun ended = await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken);

        ended.ExitCode.ShouldBe(143, ended.Error);
        File.Exists(parts.ResultOf(1, 1)).ShouldBeFalse();
        (await parts.ExtractAsync("1/1")).ShouldSucceed().Output.ShouldNotContain("Bottlenecks: 0 cached");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
