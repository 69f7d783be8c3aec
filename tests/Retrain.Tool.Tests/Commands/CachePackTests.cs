using System.Runtime.InteropServices;
using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Packs;

namespace Retrain.Tool.Tests.Commands;

public sealed class CachePackTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().Draw(3);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task WhatIsExportedIsFoundInAnotherCache()
    {
        string pack = run.Folder.PathOf("all.pack");
        string other = run.Folder.PathOf("other");
        string printed = await BottlenecksAsync(run.CacheDir);

        (await CacheAsync(run.CacheDir, "export", pack)).ShouldSucceed().Output.ShouldBe($"Wrote 6 bottlenecks to {pack}.\n");
        (await CacheAsync(other, "import", pack)).ShouldSucceed().Output.ShouldBe("Stored 6 of 6 bottlenecks.\n");
        (await CacheAsync(other, "import", pack)).ShouldSucceed().Output.ShouldStartWith("Stored 0 of 6 ");

        Json(await CacheAsync(other, "info", "--json")).GetProperty("backbones")[0].GetProperty("name").GetString()
            .ShouldBe("imported, not used yet");
        (await BottlenecksAsync(other)).ShouldBe(printed);
        JsonElement info = Json(await CacheAsync(other, "info", "--json"));
        info.GetProperty("runs")[0].GetProperty("found").GetInt32().ShouldBe(6);
        info.GetProperty("backbones").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString()
            .ShouldBe("efficientnet_lite0");
        (await CacheAsync(other, "verify")).ShouldSucceed();
    }

    [Fact]
    public async Task ADamagedPackStoresNothing()
    {
        string pack = run.Folder.PathOf("bottlenecks.pack");
        await BottlenecksAsync(run.CacheDir);
        (await CacheAsync(run.CacheDir, "export", run.Folder.Path, "--backbone", "efficientnet_lite0")).ShouldSucceed();
        byte[] bytes = await File.ReadAllBytesAsync(pack, TestContext.Current.CancellationToken);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(pack, bytes, TestContext.Current.CancellationToken);

        ToolRun refused = await CacheAsync(run.Folder.PathOf("other"), "import", pack);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("error RT3020");
        Directory.Exists(run.Folder.PathOf("other")).ShouldBeFalse();
    }

    [Fact]
    public async Task AValueThatIsNotFiniteIsNotStored()
    {
        string pack = await RewrittenPackAsync(values => [.. values[..^1], float.NaN]);

        ToolRun refused = await CacheAsync(run.Folder.PathOf("other"), "import", pack);

        refused.ShouldFail(1, "RT3020").Error.ShouldContain("it has a value that is not finite");
    }

    [Fact]
    public async Task ABottleneckOfAnotherLengthIsComputedAgain()
    {
        string other = run.Folder.PathOf("other");
        string printed = await BottlenecksAsync(run.CacheDir);
        (await CacheAsync(other, "import", await RewrittenPackAsync(values => values[..4]))).ShouldSucceed();

        ToolRun again = await ToolCall.RunAsync(other, "bottlenecks", run.ImageDir);

        again.ShouldSucceed().Output.ShouldBe(printed);
        again.Error.ShouldContain("RT3004");
    }

    [Theory]
    [InlineData("bottlenecks.v1.db")]
    [InlineData("bottlenecks.v1.db-wal")]
    [InlineData("bottlenecks.v1.entries-1.db")]
    public async Task APackReplacesNoFileOfTheCache(string name)
    {
        string printed = await BottlenecksAsync(run.CacheDir);
        string path = Path.Combine(run.CacheDir, name);

        (await CacheAsync(run.CacheDir, "export", path)).ShouldFail(2, "RT4055");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(run.Folder.PathOf("link"), path);
            (await CacheAsync(run.CacheDir, "export", run.Folder.PathOf("link"))).ShouldFail(2, "RT4055");
        }

        (await BottlenecksAsync(run.CacheDir)).ShouldBe(printed);
        (await CacheAsync(run.CacheDir, "verify")).ShouldSucceed();
    }

    [Fact]
    public async Task ExportOfNothingSaysSo()
    {
        ToolRun none = await CacheAsync(run.CacheDir, "export", run.Folder.PathOf("x.pack"));

        none.ExitCode.ShouldBe(1);
        none.Error.ShouldContain("error RT3012");
        File.Exists(run.Folder.PathOf("x.pack")).ShouldBeFalse();
        (await CacheAsync(run.CacheDir, "import", run.Folder.PathOf("x.pack"))).ExitCode.ShouldBe(2);
    }

    private async Task<string> RewrittenPackAsync(Func<float[], float[]> change)
    {
        string pack = run.Folder.PathOf("all.pack");
        string rewritten = run.Folder.PathOf("rewritten.pack");
        await BottlenecksAsync(run.CacheDir);
        (await CacheAsync(run.CacheDir, "export", pack)).ShouldSucceed();
        using FileStream source = File.OpenRead(pack);
        using FileStream destination = File.Create(rewritten);
        using PackWriter writer = new(destination);
        PackReader.Open(source, pack).ReadAll(entry =>
            writer.Add(entry.Key, MemoryMarshal.AsBytes<float>(change(MemoryMarshal.Cast<byte, float>(entry.Values).ToArray()))));
        writer.Complete();
        return rewritten;
    }

    private async Task<string> BottlenecksAsync(string cacheDir) =>
        (await ToolCall.RunAsync(cacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed().Output;

    private static Task<ToolRun> CacheAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        ToolCall.RunAsync(cacheDir, ["cache", .. arguments, "--bottleneck_dir", cacheDir]);

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.ShouldSucceed().Output).RootElement;
}
