using System.Text;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

/// <summary>Parts of machines that share nothing but a cache: each has its own disk.</summary>
public sealed class SharedShardTests : IDisposable
{
    private const int Photos = 12;

    private readonly TemporaryFolder folder = new();

    public SharedShardTests() => DrawnPhotos.Write(Photo(""), Photos, "circles", "squares");

    private string Store => folder.PathOf("store");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PartsMeetInTheSharedCacheAndGiveTheBytesOfASingleRun()
    {
        Directory.CreateDirectory(Store);
        for (int part = 1; part <= 3; part++)
        {
            (await ToolAsync($"machine {part}", "--shard", $"{part}/3")).ShouldSucceed().Output
                .ShouldContain($"Wrote its result to {Store}");
        }

        (await ToolAsync("checking", "--expect", "3")).ShouldSucceed().Output
            .ShouldContain($"All 3 parts are there, with the bottlenecks of {2 * Photos} photos.");
        ToolRun trained = await TrainAsync("training", "--shared_cache", Store);

        trained.ShouldSucceed().Output
            .ShouldContain($"Bottlenecks: {2 * Photos} cached ({2 * Photos} of them in the shared cache), 0 computed");
        (await TrainAsync("alone", "--shared_cache", "")).ShouldSucceed().Output
            .ShouldContain($"Bottlenecks: 0 cached, {2 * Photos} computed");
        File.ReadAllBytes(folder.PathOf("training.pb")).ShouldBe(File.ReadAllBytes(folder.PathOf("alone.pb")));
    }

    [Fact]
    public async Task APhotoThatChangedIsAPartThatIsMissing()
    {
        Directory.CreateDirectory(Store);
        (await ToolAsync("one", "--shard", "1/2")).ShouldSucceed();
        (await ToolAsync("one", "--shard", "2/2")).ShouldSucceed();
        File.WriteAllBytes(Photo("circles/0.jpg"), DrawnPhotos.Draw(0, 1000));

        ToolRun run = await ToolAsync("two", "--expect", "2");

        run.ShouldFail(75, "RT3037").Error.ShouldContain("1 of 2 parts is not there");
    }

    [Fact]
    public async Task NoNameLeavesTheMachine()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Photo("circles/secret.jpg"), "no photo");

        (await ToolAsync("one", "--shard", "1/1")).ShouldSucceed();
        ToolRun expected = await ToolAsync("two", "--expect", "1");

        expected.ShouldSucceed().Error.ShouldContain("'circles/secret.jpg' (RT1003)");
        string[] files = Directory.GetFiles(Store, "*", SearchOption.AllDirectories);
        files.ShouldNotBeEmpty();
        string stored = string.Concat(files.Select(file => file + Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        stored.ShouldContain("RT1003");
        stored.ShouldNotContain("secret");
        stored.ShouldNotContain("circles");
    }

    /// <summary>An earlier try was killed between the two caches, or had no shared one.</summary>
    [Fact]
    public async Task WhatOnlyTheMachinesOwnCacheHasIsSharedToo()
    {
        Directory.CreateDirectory(Store);
        (await ToolAsync("one", "--shared_cache", "", "--shard", "1/1", "--shard_results", folder.PathOf("results"))).ShouldSucceed();

        (await ToolAsync("one", "--shard", "1/1")).ShouldSucceed().Output.ShouldContain(", 0 computed");

        (await TrainAsync("two", "--shared_cache", Store)).ShouldSucceed().Output.ShouldContain(", 0 computed");
    }

    [Fact]
    public async Task ASharedCacheThatCannotBeWrittenIsTriedAgainLater()
    {
        (await ToolAsync("one", "--shard", "1/1")).ShouldFail(75, "RT3030");
        (await ToolAsync("one", "--shard", "1/1", "--shard_results", folder.PathOf("results"))).ShouldFail(75, "RT3031");
        Path.Exists(folder.PathOf("results")).ShouldBeFalse();
        (await ToolAsync("one", "--expect", "1")).ShouldFail(75, "RT3050").Error.ShouldNotContain("RT3032");
    }

    [Fact]
    public async Task ASharedCacheThatOnlyLooksWritableIsNoticedBeforeTheWork()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(folder.PathOf("store/ac"), "a file where a folder would be made");

        ToolRun run = await ToolAsync("one", "--shard", "1/1");

        run.ShouldFail(75, "RT3030").Output.ShouldNotContain("Part 1 of 1");
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("503")]
    [InlineData("gone")]
    public async Task WhereTheStoreIsDownNoPartIsSaidToBeMissing(string trouble)
    {
        using StoreServer server = new();
        (await ToolAsync("one", "--shared_cache", server.Address, "--shard", "1/1")).ShouldSucceed();
        (await ToolAsync("one", "--shared_cache", server.Address, "--expect", "1")).ShouldSucceed();
        server.Fault = _ => trouble == "reset" ? StoreServer.Reset : StoreServer.Status(503);
        if (trouble == "gone")
        {
            server.Stop();
        }

        ToolRun run = await ToolAsync("one", "--shared_cache", server.Address, "--expect", "1");

        run.ShouldFail(75, "RT3050").Error.ShouldNotContain("RT3032");
        run.Error.ShouldNotContain("RT3037");
    }

    [Fact]
    public async Task ASharedCacheThatIsOnlyReadHasNoPlaceForResults()
    {
        Directory.CreateDirectory(Store);

        (await ToolAsync("one", "--shared_cache_read_only", "--shard", "1/1")).ShouldFail(2, "RT4077").Error
            .ShouldContain("and --shared_cache_read_only says not to write to the shared cache");
        ToolRun forbidden = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "bottlenecks", "--image_dir", Photo(""), "--shared_cache", Store, "--shard", "1/1"],
            new() { ["RETRAIN_CACHE_DIR"] = folder.PathOf("one"), ["RETRAIN_CACHE_READ_ONLY"] = "true" },
            TestContext.Current.CancellationToken);
        forbidden.ShouldFail(2, "RT4077").Error
            .ShouldContain("and RETRAIN_CACHE_READ_ONLY says not to write to the shared cache; unset it");
        (await ToolAsync("one", "--shared_cache_read_only", "--expect", "1")).ShouldFail(75, "RT3037");
        (await ToolAsync("one", "--shared_cache_read_only", "--shard", "1/1", "--shard_results", folder.PathOf("results"))).ShouldSucceed();
        Directory.GetFiles(Store, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private string Photo(string name) => Path.Combine(folder.PathOf("photos"), name);

    private Task<ToolRun> ToolAsync(string machine, params string[] flags) => ToolCall.RunAsync(
        folder.PathOf(machine), FlagsOnce.In(["bottlenecks", "--image_dir", Photo(""), "--shared_cache", Store, .. flags]));

    private Task<ToolRun> TrainAsync(string machine, params string[] flags) => ToolCall.RunAsync(
        folder.PathOf(machine),
        [
            "--image_dir", Photo(""), "--output_graph", folder.PathOf($"{machine}.pb"), "--output_labels", folder.PathOf($"{machine}.txt"),
            "--summaries_dir", folder.PathOf("summaries"), "--how_many_training_steps", "50", .. flags,
        ]);
}
