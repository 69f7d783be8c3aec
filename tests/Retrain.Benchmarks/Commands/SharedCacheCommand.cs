using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Benchmarks.SharedCaches;
using Retrain.Training.Options;
using Retrain.Training.SharedCaches;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures what a shared cache costs and saves: a machine that has nothing, beside one that has everything.</summary>
internal static class SharedCacheCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<string?> address = new("--url") { Description = "The shared cache; without it a temporary folder.", HelpName = "URL" };
        Option<int> runs = BenchmarkOptions.Count("--runs", 5, "Runs of each kind, alternately.");
        Option<int> count = BenchmarkOptions.Count("--count", 10_000, "Bottlenecks to write and read at once.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "shared-cache",
            "The tool with all bottlenecks in its cache (warm) and in the shared cache alone (clean), and bottlenecks a second.")
        {
            imageDir,
            address,
            runs,
            count,
            tool,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using TemporaryFolder folder = new();
            SharedCacheOptions shared = new() { Address = result.GetValue(address) ?? folder.Path };
            Machine.Describe();
            MeasureEntries(shared, result.GetRequiredValue(count), result.GetRequiredValue(runs), cancellationToken);
            await MeasureProcessesAsync(
                result.GetRequiredValue(tool), shared, new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(runs),
                cancellationToken);
            Machine.DescribeAfterwards();
        });
        return command;
    }

    private static void MeasureEntries(SharedCacheOptions shared, int count, int runs, CancellationToken cancellationToken)
    {
        Samples written = new(), read = new();
        for (int run = 0; run < runs; run++)
        {
            using TemporaryFolder cache = new();
            SharedEntries entries = new(shared, count);
            written.Add(entries.Write(cancellationToken));
            read.Add(entries.Read(cache.Path, cancellationToken));
        }

        Console.WriteLine(
            $"{count} bottlenecks of 1,280 values: {written.Median:F0} written a second ({written.Min:F0} to {written.Max:F0}), "
            + $"{read.Median:F0} read and stored a second ({read.Min:F0} to {read.Max:F0})");
    }

    private static async Task MeasureProcessesAsync(
        MeasuredTool tool, SharedCacheOptions shared, PhotoSet photos, int runs, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{photos.Images.Count} photos of {photos.Folder}, {runs} runs of each kind:");
        using TemporaryFolder first = new();
        RetrainOptions warm = photos.OptionsIn(first);
        warm = warm with { Bottlenecks = warm.Bottlenecks with { SharedCache = shared } };
        await ToolRun.TrainAsync(tool, warm, cancellationToken);
        ToolRuns warmRuns = new("warm"), cleanRuns = new("clean");
        Samples difference = new();
        for (int run = 0; run < runs; run++)
        {
            using TemporaryFolder other = new();
            RetrainOptions clean = photos.OptionsIn(other);
            ToolRun warmRun = await ToolRun.TrainAsync(tool, warm, cancellationToken);
            ToolRun cleanRun = await ToolRun.TrainAsync(
                tool, clean with { Bottlenecks = clean.Bottlenecks with { SharedCache = shared } }, cancellationToken);
            warmRuns.Add(warmRun);
            cleanRuns.Add(cleanRun);
            difference.Add((cleanRun.WallTime - warmRun.WallTime).TotalSeconds);
        }

        Console.WriteLine(warmRuns);
        Console.WriteLine(cleanRuns);
        Console.WriteLine($"clean takes {difference.Median:F2} s more ({difference.Min:F2} to {difference.Max:F2})");
    }
}
