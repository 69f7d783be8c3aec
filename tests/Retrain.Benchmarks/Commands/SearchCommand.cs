using System.CommandLine;
using System.Text.Json;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Benchmarks.Searches;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the search for similar photos: in memory, and the tool as a process with all bottlenecks in the cache.</summary>
internal static class SearchCommand
{
    private const int Labels = 10;

    // A file that was changed so shortly before it was read is read again in the next run.
    private static readonly TimeSpan UntilFilesAreTrusted = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        Option<int> rows = BenchmarkOptions.Count("--rows", 1_000_000, "Bottlenecks in memory, 5 KB each.");
        Option<int> photos = BenchmarkOptions.Count("--photos", 100_000, "Photos with made-up bottlenecks in the cache.");
        Option<int> runs = BenchmarkOptions.Count("--runs", 5, "Runs.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "search",
            "Compares one bottleneck with many in memory, beside the time in which the cores read that memory; runs the tool on a folder "
            + "whose bottlenecks are in the cache: time, of which loading and comparing, processor time and peak memory.")
        {
            rows,
            photos,
            runs,
            tool,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            Machine.Describe();
            SearchInMemory.Measure(result.GetRequiredValue(rows), result.GetRequiredValue(runs));
            await WholeProcessAsync(
                result.GetRequiredValue(tool), result.GetRequiredValue(photos), result.GetRequiredValue(runs), cancellationToken);
            Machine.DescribeAfterwards();
        });
        return command;
    }

    private static async Task WholeProcessAsync(MeasuredTool tool, int count, int runs, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        RetrainOptions options = PhotoSet.OptionsOf(folder.PathOf("photos"), folder);
        MadeUpPhotos.Make(options, Labels, Math.Max(1, count / Labels));
        await Task.Delay(UntilFilesAreTrusted, cancellationToken);
        string query = Directory.EnumerateFiles(options.Data.ImageDir, "*.jpg", SearchOption.AllDirectories).First();
        string[] arguments =
        [
            "search", "--image_dir", options.Data.ImageDir, "--image", query, "--json",
            "--bottleneck_dir", options.Bottlenecks.BottleneckDir!, "--shared_cache", "",
        ];
        (ToolRun first, _) = await ToolRun.RunAsync(tool, arguments, cancellationToken);
        Console.WriteLine($"{count:N0} photos, files never read: {first.WallTime.TotalSeconds:F2} s");
        Samples wall = new(), processor = new(), peak = new(), loading = new(), comparing = new();
        for (int run = 0; run < runs; run++)
        {
            (ToolRun warm, string output) = await ToolRun.RunAsync(tool, arguments, cancellationToken);
            using JsonDocument found = JsonDocument.Parse(output);
            wall.Add(warm.WallTime.TotalSeconds);
            processor.Add(warm.ProcessorTime?.TotalSeconds ?? double.NaN);
            peak.Add(warm.PeakBytes / 1e6 ?? double.NaN);
            loading.Add(found.RootElement.GetProperty("loadingSeconds").GetDouble());
            comparing.Add(found.RootElement.GetProperty("comparingSeconds").GetDouble());
        }

        Console.WriteLine(
            $"whole process: {wall.Median:F2} s ({wall.Min:F2} to {wall.Max:F2}), of which loading {loading.Median:F2} s, comparing "
            + $"{comparing.Median:F3} s; processor {processor.Median:F2} s, peak memory {peak.Max:F0} MB; "
            + "at most 2 s for 100,000 is wanted");
    }
}
