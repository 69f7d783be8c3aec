using System.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Shards;

public sealed class ShardedTrainingTests
{
    [Fact]
    public async Task PartsGiveTheBytesOfASingleRun()
    {
        using TrainingRun alone = new TrainingRun().Draw();
        (await alone.TrainAsync()).ShouldSucceed();
        using ShardedRun parts = ShardedRun.Cold(24);

        await parts.ExtractAllAsync(5, "--threads", "1");
        (await parts.ExpectAsync(5)).ShouldSucceed().Output
            .ShouldContain("All 5 parts are there, with the bottlenecks of 48 photos.");
        ToolRun trained = await parts.Run.TrainAsync();

        trained.ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
        Outputs(parts.Run).ShouldBe(Outputs(alone));
    }

    /// <summary>They write to one cache at the same time, and one of them does its part twice.</summary>
    [Fact]
    public async Task PartsAtTheSameTimeGiveTheSameResults()
    {
        using ShardedRun single = new(24);
        await single.ExtractAllAsync(4);
        using ShardedRun parts = ShardedRun.Cold(24);

        Process[] processes = [.. new[] { 1, 2, 3, 4, 4 }.Select(number =>
            ToolProcess.Start(parts.Run.CacheDir, parts.Arguments($"{number}/4", "--threads", "1")))];
        foreach (Process process in processes)
        {
            using (process)
            {
                (await ChildProcess.FinishAsync(process, TestContext.Current.CancellationToken)).ShouldSucceed();
            }
        }

        Enumerable.Range(1, 4).ShouldAllBe(number =>
            File.ReadAllBytes(parts.ResultOf(number, 4)).SequenceEqual(File.ReadAllBytes(single.ResultOf(number, 4))));
        Directory.GetFiles(parts.Results).Length.ShouldBe(4);
        (await parts.Run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
    }

    [Fact]
    public async Task ASplitDataSetIsExtractedByThePathsOfAllItsSets()
    {
        using ShardedRun parts = new(0);
        foreach (string set in new[] { "train", "val", "test" })
        {
            DrawnPhotos.Write(Path.Combine(parts.Run.ImageDir, set), 4, "circles", "squares");
        }

        Directory.Delete(Path.Combine(parts.Run.ImageDir, "circles"));
        Directory.Delete(Path.Combine(parts.Run.ImageDir, "squares"));

        await parts.ExtractAllAsync(3, "--predefined_split");

        (await parts.ExpectAsync(3, "--predefined_split")).ShouldSucceed().Output.ShouldContain("the bottlenecks of 24 photos.");
    }

    private static IEnumerable<byte[]> Outputs(TrainingRun run) =>
        new[] { run.Graph, run.Labels, run.Manifest }.Select(File.ReadAllBytes);
}
