using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

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
    public async Task ExportOfNothingSaysSo()
    {
        ToolRun none = await CacheAsync(run.CacheDir, "export", run.Folder.PathOf("x.pack"));

        none.ExitCode.ShouldBe(1);
        none.Error.ShouldContain("error RT3012");
        File.Exists(run.Folder.PathOf("x.pack")).ShouldBeFalse();
        (await CacheAsync(run.CacheDir, "import", run.Folder.PathOf("x.pack"))).ExitCode.ShouldBe(2);
    }

    private async Task<string> BottlenecksAsync(string cacheDir) =>
        (await ToolCall.RunAsync(cacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed().Output;

    private static Task<ToolRun> CacheAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        ToolCall.RunAsync(cacheDir, ["cache", .. arguments, "--bottleneck_dir", cacheDir]);

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.ShouldSucceed().Output).RootElement;
}
