using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

/// <summary>Where there is a key, only those who have it can say that a part is there.</summary>
public sealed class SignedShardTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SignedShardTests() => DrawnPhotos.Write(folder.PathOf("photos"), 4, "circles", "squares");

    private string ResultOfFirst => folder.PathOf("results/shard-1-of-2.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task InAFolderAPartWithoutTheRightSignatureIsMissing()
    {
        string[] place = ["--shard_results", folder.PathOf("results")];
        (await ToolAsync("key", ["--shard", "1/2", .. place])).ShouldSucceed();
        (await ToolAsync("key", ["--shard", "2/2", .. place])).ShouldSucceed();
        (await ToolAsync("key", ["--expect", "2", .. place])).ShouldSucceed();
        (await ToolAsync(null, ["--expect", "2", .. place])).ShouldSucceed();
        string signed = File.ReadAllText(ResultOfFirst);

        File.WriteAllText(ResultOfFirst, signed.Replace("\"unreadable\": 0", "\"unreadable\": 1", StringComparison.Ordinal));
        ToolRun changed = await ToolAsync("key", ["--expect", "2", .. place]);
        (await ToolAsync(null, ["--shard", "1/2", .. place])).ShouldSucceed();
        ToolRun unsigned = await ToolAsync("key", ["--expect", "2", "--json", .. place]);
        ToolRun other = await ToolAsync("other", ["--expect", "2", .. place]);

        changed.ShouldFail(75, "RT3039").Error.ShouldContain("lack the right signature, so they count as missing: 1;");
        changed.Error.ShouldContain("--array=1 of sbatch");
        changed.Error.ShouldNotContain("RT3032");
        unsigned.ShouldFail(75, "RT3039").Output.ShouldContain("\"missing\":[1],\"unsigned\":[1]");
        other.ShouldFail(75, "RT3039").Error.ShouldContain("count as missing: 1,2;");
        (await ToolAsync("key", ["--shard", "1/2", .. place])).ShouldSucceed();
        File.ReadAllText(ResultOfFirst).ShouldBe(signed);
    }

    [Fact]
    public async Task SoIsItInASharedCache()
    {
        Directory.CreateDirectory(folder.PathOf("store"));
        string[] place = ["--shared_cache", folder.PathOf("store")];
        (await ToolAsync("other", ["--shard", "1/1", .. place])).ShouldSucceed();

        (await ToolAsync("key", ["--expect", "1", .. place])).ShouldFail(75, "RT3039");
        (await ToolAsync("key", ["--shard", "1/1", .. place])).ShouldSucceed();
        (await ToolAsync("key", ["--expect", "1", .. place])).ShouldSucceed();
    }

    private Task<ToolRun> ToolAsync(string? key, string[] flags) => ChildProcess.RunAsync(
        "dotnet", [ToolProcess.ToolPath, "bottlenecks", "--image_dir", folder.PathOf("photos"), .. flags],
        new() { ["RETRAIN_CACHE_DIR"] = folder.PathOf("cache"), ["RETRAIN_CACHE_SIGNING_KEY"] = key },
        TestContext.Current.CancellationToken);
}
