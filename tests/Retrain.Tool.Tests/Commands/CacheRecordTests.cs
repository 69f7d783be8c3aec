using System.Text.Json;
using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

/// <summary>What the cache says of itself is what it has.</summary>
public sealed class CacheRecordTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().Draw(3);

    public void Dispose() => run.Dispose();

    /// <summary>Earlier versions forgot to remove them.</summary>
    [Theory]
    [InlineData("verify", "--repair")]
    [InlineData("prune", "--unused_days", "90")]
    public async Task RecordsOfNothingGoWhenACacheIsLookedAfter(params string[] arguments)
    {
        await FillAsync();
        Execute("INSERT INTO entries SELECT number + 1000, network, made_seconds, used_seconds FROM entries");
        Networks(await CacheAsync("info", "--json")).ShouldBe(12);

        (await CacheAsync(arguments)).ShouldSucceed();

        Networks(await CacheAsync("info", "--json")).ShouldBe(6);

        static int Networks(ToolRun info) => Json(info).GetProperty("backbones")[0].GetProperty("entries").GetInt32();
    }

    [Fact]
    public async Task PruneThatRemovesNothingFreesNothing()
    {
        await FillAsync();
        (await CacheAsync("prune", "--unused_days", "90")).ShouldSucceed();
        long size = Directory.GetFiles(run.CacheDir).Sum(path => new FileInfo(path).Length);

        (await CacheAsync("prune", "--unused_days", "90")).ShouldSucceed().Output
            .ShouldBe("Removed 0 entries, and freed 0 bytes on the disk.\n");
        Json(await CacheAsync("info", "--json")).GetProperty("sizeBytes").GetInt64().ShouldBe(size);
    }

    private async Task FillAsync() => (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed();

    private Task<ToolRun> CacheAsync(params IReadOnlyList<string> arguments) =>
        ToolCall.RunAsync(run.CacheDir, ["cache", .. arguments, "--bottleneck_dir", run.CacheDir]);

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
