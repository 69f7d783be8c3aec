using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how time and memory grow with the number of files.</summary>
internal static class ScaleCommand
{
    private const int Labels = 10;
    private const int PhotosOfEach = 100;

    // A file that was changed so shortly before it was read is read again in the next run.
    private static readonly TimeSpan UntilFilesAreTrusted = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        Option<int> max = BenchmarkOptions.Count("--max", 1_000_000, "The most files: a power of ten from 10,000.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "scale",
            "Trains the tool on 1,000, 10,000, 100,000 and a million files: hard links of a thousand with made-up bottlenecks. The first "
            + "run on them reads each file, the second knows them. Prints time and peak memory of a file, and what ten million would take.")
        {
            max,
            tool,
        };
        command.SetAction((result, cancellationToken) =>
            MeasureAsync(result.GetRequiredValue(tool), result.GetRequiredValue(max), cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(MeasuredTool tool, int max, CancellationToken cancellationToken)
    {
        Machine.Describe();
        ScaleRuns cold = new("cold"), warm = new("warm");
        for (int files = Labels * PhotosOfEach; files <= max; files *= 10)
        {
            // Links change the facts of the photos, so that each number of them has photos of its own.
            using TemporaryFolder folder = new();
            MadeUpPhotos.Make(PhotoSet.OptionsOf(folder.PathOf("few"), folder), Labels, PhotosOfEach);
            PhotoCopies.Link(new PhotoSet(folder.PathOf("few")), files, folder.PathOf("many"));
            await Task.Delay(UntilFilesAreTrusted, cancellationToken);
            RetrainOptions options = PhotoSet.OptionsOf(folder.PathOf("many"), folder);
            cold.Add(files, await ToolRun.TrainAsync(tool, options, cancellationToken));
            warm.Add(files, await ToolRun.TrainAsync(tool, options, cancellationToken));
        }

        cold.Describe();
        warm.Describe();
        Machine.DescribeAfterwards();
    }
}
