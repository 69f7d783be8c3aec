using System.Text.Json;
using Microsoft.Data.Sqlite;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class ManyDamagedEntriesTests : IDisposable
{
    private const int Added = 1500;
    private const int Named = 1000;

    private readonly TrainingRun run = new TrainingRun().Draw(3);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task AreAllCountedAndRepairedThoughNotAllAreNamed()
    {
        (await ToolCall.RunAsync(run.CacheDir, "bottlenecks", run.ImageDir)).ShouldSucceed();
        AddDamaged();

        JsonElement json = JsonDocument.Parse((await VerifyAsync("--repair", "--json")).Output).RootElement;

        json.GetProperty("damagedEntries").GetInt32().ShouldBe(Added);
        json.GetProperty("damaged").GetArrayLength().ShouldBe(Named);
        (await VerifyAsync()).ShouldSucceed().Output.ShouldBe("Checked 6 bottlenecks and 6 digests of photos: none is damaged.\n");
    }

    private Task<ToolRun> VerifyAsync(params IReadOnlyList<string> arguments) =>
        ToolCall.RunAsync(run.CacheDir, ["cache", "verify", .. arguments, "--bottleneck_dir", run.CacheDir]);

    private void AddDamaged()
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(run.CacheDir, "bottlenecks.v1.db")};Pooling=False");
        connection.Open();
        using SqliteCommand insert = new(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $added) "
            + "INSERT INTO bottlenecks (key, checksum, bottleneck) SELECT randomblob(32), 1, randomblob(8) FROM numbers",
            connection);
        insert.Parameters.AddWithValue("$added", Added);
        insert.ExecuteNonQuery();
    }
}
