using System.Text.Json;
using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class CacheCommandTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().Draw(3);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task InfoNamesBackboneLengthAndRuns()
    {
        await PrintBottlenecksAsync();
        await PrintBottlenecksAsync();

        string[] lines = (await CacheAsync("info")).ShouldSucceed().Output.Split('\n');

        lines[0].ShouldBe($"Cache: {Path.Combine(run.CacheDir, "bottlenecks.v1.db")}");
        lines[1].ShouldMatch(@"^Size on disk: \d+\.\d [kM]B, and at most 10.0 GB$");
        lines[2].ShouldBe("Entries: 6");
        lines.ShouldContain(
            line => line.StartsWith("siglip_vision", StringComparison.Ordinal) && line.Contains(" 6 ") && line.EndsWith("today"));
        lines.ShouldContain(line => line.EndsWith(" 6        0       0         0"), "the second run found all");
        lines.ShouldContain(line => line.EndsWith(" 0        0       6         6"), "the first run found nothing");
        (await ToolCall.RunAsync(run.CacheDir, "cache", "--bottleneck_dir", run.CacheDir)).ShouldSucceed().Output
            .ShouldBe(string.Join('\n', lines), "info is what cache does alone");
    }

    [Fact]
    public async Task InfoAsJsonHasTheSame()
    {
        await PrintBottlenecksAsync();

        JsonElement json = Json(await CacheAsync("info", "--json"));

        json.GetProperty("entries").GetInt32().ShouldBe(6);
        JsonElement backbone = json.GetProperty("backbones").EnumerateArray().ShouldHaveSingleItem();
        backbone.GetProperty("entries").GetInt32().ShouldBe(6);
        backbone.GetProperty("digest").GetString()!.Length.ShouldBe(64);
        json.GetProperty("runs")[0].GetProperty("stored").GetInt32().ShouldBe(6);
    }

    [Fact]
    public async Task NoCacheIsMadeByLooking()
    {
        (await CacheAsync("info")).ShouldSucceed().Output.ShouldContain("Entries: 0");
        (await CacheAsync("verify")).ShouldSucceed();
        (await CacheAsync("clear", "--yes")).ShouldSucceed().Output.ShouldContain("Freed 0 bytes");

        Directory.Exists(run.CacheDir).ShouldBeFalse();
    }

    [Fact]
    public async Task KeySaysWhetherABottleneckIsCached()
    {
        string photo = Directory.GetFiles(run.ImageDir, "*", SearchOption.AllDirectories)[0];
        string[] key = ["key", photo, "--architecture", Architecture];
        string[] before = (await CacheAsync(key)).ShouldSucceed().Output.Split('\n');
        await PrintBottlenecksAsync();

        string[] after = (await CacheAsync(key)).ShouldSucceed().Output.Split('\n');

        before[0].ShouldBe("retrain-bottleneck v1");
        before[1].ShouldMatch("^image=[0-9a-f]{64}$");
        before[^2].ShouldEndWith(": not in the cache");
        after[..^2].ShouldBe(before[..^2]);
        after[^2].ShouldEndWith(": in the cache");
        JsonElement json = Json(await CacheAsync([.. key, "--json"]));
        json.GetProperty("isCached").GetBoolean().ShouldBeTrue();
        after[^2].ShouldContain(json.GetProperty("key").GetString()!);
        json.GetProperty("text").GetString()!.TrimEnd().ShouldBe(string.Join('\n', after[..^3]));
    }

    [Fact]
    public async Task KeysOfTwoPreprocessingsDifferInOneLine()
    {
        string photo = Directory.GetFiles(run.ImageDir, "*", SearchOption.AllDirectories)[0];

        string[] one = (await CacheAsync("key", photo, "--architecture", Architecture)).ShouldSucceed().Output.Split('\n');
        string[] other =
            (await CacheAsync("key", photo, "--architecture", Architecture, "--filter", "box")).ShouldSucceed().Output.Split('\n');

        one.Except(other).Count().ShouldBe(2);
        one.Except(other).First().ShouldStartWith("preprocessing=");
    }

    [Fact]
    public async Task VerifyNamesDamagedEntriesAndRepairsOnlyWhenAsked()
    {
        await PrintBottlenecksAsync();
        (await CacheAsync("verify")).ShouldSucceed().Output.ShouldBe("Checked 6 bottlenecks and 6 digests of photos: none is damaged.\n");
        Execute(
            """
            UPDATE bottlenecks SET checksum = checksum + 1 WHERE rowid = 2;
            UPDATE image_digests SET seen_ticks = 1 WHERE path = (SELECT min(path) FROM image_digests);
            """);

        for (int time = 0; time < 2; time++)
        {
            ToolRun found = await CacheAsync("verify");
            found.ExitCode.ShouldBe(1);
            found.Output.ShouldBe("Checked 6 bottlenecks and 6 digests of photos: 2 damaged.\n");
            found.Error.ShouldContain("error RT3013: entry '2' of bottlenecks is damaged");
        }

        ToolRun repaired = await CacheAsync("verify", "--repair");

        repaired.ExitCode.ShouldBe(1);
        repaired.Error.ShouldContain("warning RT3014: 2 entries were set aside in");
        repaired.Error.ShouldContain("entry '2' of bottlenecks is damaged: its checksum or its types are wrong; it is set aside, and");
        (await CacheAsync("verify")).ShouldSucceed().Output
            .ShouldBe("Checked 5 bottlenecks and 5 digests of photos: none is damaged.\n");
        File.Exists(Path.Combine(run.CacheDir, "bottlenecks.v1.entries-1.db")).ShouldBeTrue();
        JsonElement json = Json(await CacheAsync("verify", "--json"));
        json.GetProperty("damaged").GetArrayLength().ShouldBe(0);
        (json.GetProperty("entries").GetInt32(), json.GetProperty("bottlenecks").GetInt32()).ShouldBe((10, 5));
        JsonElement info = Json(await CacheAsync("info", "--json"));
        info.GetProperty("backbones")[0].GetProperty("entries").GetInt32().ShouldBe(info.GetProperty("entries").GetInt32());
    }

    [Fact]
    public async Task PruneTakesAnyNumberOfDays()
    {
        await PrintBottlenecksAsync();

        ToolRun pruned = await CacheAsync("prune", "--unused_days", $"{int.MaxValue}", "--dry_run");

        pruned.ShouldSucceed().Output.ShouldStartWith("Would remove 0 ");
    }

    [Fact]
    public async Task VerifyTellsOfAFileThatIsNotADatabase()
    {
        Directory.CreateDirectory(run.CacheDir);
        await File.WriteAllTextAsync(
            Path.Combine(run.CacheDir, "bottlenecks.v1.db"), new string('x', 100_000), TestContext.Current.CancellationToken);

        ToolRun found = await CacheAsync("verify");
        found.ExitCode.ShouldBe(1);
        found.Error.ShouldContain("error RT3012");
        (await CacheAsync("info")).ExitCode.ShouldBe(1);

        (await CacheAsync("verify", "--repair")).Error.ShouldContain("warning RT3014: the whole cache was set aside in");
        File.Exists(Path.Combine(run.CacheDir, "bottlenecks.v1.db.damaged-1")).ShouldBeTrue();
        (await CacheAsync("verify")).ShouldSucceed();
    }

    [Fact]
    public async Task ClearAsksAndFreesWhatItSays()
    {
        await PrintBottlenecksAsync();
        ToolRun unsure = await CacheAsync("clear");
        unsure.ExitCode.ShouldBe(2);
        unsure.Error.ShouldContain("RT4060");
        long size = Directory.GetFiles(run.CacheDir).Sum(path => new FileInfo(path).Length);

        JsonElement json = Json(await CacheAsync("clear", "--yes", "--json"));

        json.GetProperty("freedBytes").GetInt64().ShouldBe(size);
        Directory.GetFiles(run.CacheDir).Select(Path.GetFileName).ShouldBe(["bottlenecks.v1.lock"]);
    }

    [Fact]
    public async Task PruneRemovesABackbonesEntries()
    {
        await PrintBottlenecksAsync();
        (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed();
        ToolRun unknown = await CacheAsync("prune", "--backbone", "resnet");
        unknown.ExitCode.ShouldBe(2);
        unknown.Error.ShouldContain("error RT4062: the cache has no entries of a backbone 'resnet'; it has some of ");

        (await CacheAsync("prune", "--backbone", "siglip_vision", "--dry_run")).ShouldSucceed().Output
            .ShouldStartWith("Would remove 6 entries, about ");
        (await CacheAsync("info")).ShouldSucceed().Output.ShouldContain("Entries: 12");
        JsonElement removed = Json(await CacheAsync("prune", "--backbone", "siglip_vision", "--json"));

        removed.GetProperty("entries").GetInt32().ShouldBe(6);
        JsonElement left = Json(await CacheAsync("info", "--json")).GetProperty("backbones").EnumerateArray().ShouldHaveSingleItem();
        left.GetProperty("name").GetString().ShouldBe("efficientnet_lite0");
        (await CacheAsync("prune", "--backbone", left.GetProperty("digest").GetString()![..8])).ShouldSucceed().Output
            .ShouldStartWith("Removed 6 entries, and freed ");
    }

    [Fact]
    public async Task PruneMustKnowWhat()
    {
        ToolRun nothing = await CacheAsync("prune");

        nothing.ExitCode.ShouldBe(2);
        nothing.Error.ShouldContain("error RT4061");
        (await CacheAsync("prune", "--max_size", "none")).Error.ShouldContain("error RT4003");
    }

    [Fact]
    public async Task AWrongLimitIsAnError()
    {
        ToolRun wrong = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "bottlenecks", run.ImageDir],
            new() { ["RETRAIN_CACHE_DIR"] = run.CacheDir, ["RETRAIN_CACHE_MAX_SIZE"] = "much" }, TestContext.Current.CancellationToken);

        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ShouldContain("error RT4063: 'much' is not a valid value for the environment variable RETRAIN_CACHE_MAX_SIZE");
    }

    [Fact]
    public async Task AReadOnlyCacheOfAnotherUserIsRead()
    {
        (await ToolProcess.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed();
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in Directory.EnumerateFiles(run.CacheDir).Append(run.CacheDir))
            {
                File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
            }
        }

        run.Folder.Write("other.jpg", DrawnPhotos.Draw(0, 99));
        string other = run.Folder.PathOf("other.jpg");
        ToolRun read = await ToolProcess.RunAsOtherUserAsync(run, "bottlenecks", run.ImageDir, other, "--json");

        read.ShouldSucceed().Output.TrimEnd().Split('\n').Length.ShouldBe(7);
        read.Error.ShouldContain("warning RT3002");
        read.Error.ShouldContain("cannot be written (it is read-only), so this run keeps nothing that it computes");
        Json(await CacheAsync("info", "--json")).GetProperty("entries").GetInt32().ShouldBe(6);
    }

    private static string Architecture => ReferenceData.PathOf("reference/hf_models/siglip_vision");

    private Task<ToolRun> CacheAsync(params IReadOnlyList<string> arguments) =>
        ToolCall.RunAsync(run.CacheDir, ["cache", .. arguments, "--bottleneck_dir", run.CacheDir]);

    private async Task PrintBottlenecksAsync() =>
        (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir, "--architecture", Architecture)).ShouldSucceed();

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(run.CacheDir, "bottlenecks.v1.db")};Pooling=False");
        connection.Open();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities
        using SqliteCommand command = new(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.ShouldSucceed().Output).RootElement;
}
