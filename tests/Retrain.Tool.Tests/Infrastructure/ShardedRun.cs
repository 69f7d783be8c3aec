using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>A run whose photos are extracted in parts.</summary>
internal sealed class ShardedRun : IDisposable
{
    /// <param name="count">The number of photos of each of two categories.</param>
    public ShardedRun(int count = 8) => Run = new TrainingRun().DrawCached(count);

    private ShardedRun(TrainingRun run) => Run = run;

    public TrainingRun Run { get; }

    /// <summary>The folder of the results.</summary>
    public string Results => Run.Folder.PathOf("results");

    /// <summary>Photos of which no bottleneck is cached.</summary>
    public static ShardedRun Cold(int count) => new(new TrainingRun().Draw(count));

    public string ResultOf(int number, int parts) => Path.Combine(Results, $"shard-{number}-of-{parts}.json");

    /// <summary>The arguments that extract a part.</summary>
    public string[] Arguments(string shard, params IReadOnlyList<string> more) => FlagsOnce.In(
        ["bottlenecks", "--image_dir", Run.ImageDir, "--shard", shard, "--shard_results", Results, .. more]);

    public Task<ToolRun> ExtractAsync(string shard, params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(Run.CacheDir, Arguments(shard, more));

    /// <summary>Extracts all parts, one after another.</summary>
    public async Task ExtractAllAsync(int parts, params IReadOnlyList<string> more)
    {
        for (int number = 1; number <= parts; number++)
        {
            (await ExtractAsync($"{number}/{parts}", more)).ShouldSucceed();
        }
    }

    public Task<ToolRun> ExpectAsync(int parts, params IReadOnlyList<string> more) => ToolCall.RunAsync(
        Run.CacheDir,
        ["bottlenecks", "--image_dir", Run.ImageDir, "--expect", $"{parts}", "--shard_results", Results, .. more]);

    public void Dispose() => Run.Dispose();
}
