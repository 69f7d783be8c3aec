using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures whether memory stays bounded when there are many photos.</summary>
internal static class ManyPhotosCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> count = BenchmarkOptions.Count("--count", 20_000, "Photos to train on, copies of those in the folder.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new("many-photos", "Trains the tool once on many copies of the photos: time and peak memory.")
        {
            imageDir,
            count,
            tool,
        };
        command.SetAction((result, cancellationToken) =>
            MeasureAsync(
            result.GetRequiredValue(tool), new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(count),
            cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(MeasuredTool tool, PhotoSet photos, int count, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder copies = new();
        PhotoCopies.Make(photos, count, copies.Path);
        using TemporaryFolder temporary = new();
        ToolRun run = await ToolRun.TrainAsync(tool, new PhotoSet(copies.Path).OptionsIn(temporary), cancellationToken);
        ToolRuns runs = new("cold");
        runs.Add(run);
        Console.WriteLine($"{count} photos, {count / run.WallTime.TotalSeconds:F0} images/s (training included):");
        Console.WriteLine(runs);
        Machine.DescribeAfterwards();
    }
}
