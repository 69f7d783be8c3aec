using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how near processes of one thread, a part each, come to one process with as many threads as there are cores.</summary>
internal static class ShardsCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> parts = BenchmarkOptions.Count("--parts", 8, "Parts, each of which is a process of one thread.");
        Option<int> rounds = BenchmarkOptions.Count("--rounds", 5, "Rounds, in each of which everything is measured.");
        Option<int?> count = new("--count") { Description = "Photos: as many copies, each with a digest of its own.", HelpName = "N" };
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "shards", "Extracts photos by one process with all cores, and by processes of one thread with a part each, from start to end.")
        {
            imageDir,
            parts,
            rounds,
            count,
            tool,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            Machine.Describe();
            using TemporaryFolder copies = new();
            PhotoSet photos = new(result.GetRequiredValue(imageDir));
            if (result.GetValue(count) is int number)
            {
                PhotoCopies.Make(photos, number, copies.Path);
                photos = new PhotoSet(copies.Path);
            }

            await MeasureAsync(
                result.GetRequiredValue(tool), photos, result.GetRequiredValue(parts), result.GetRequiredValue(rounds), cancellationToken);
            Machine.DescribeAfterwards();
        });
        return command;
    }

    private static async Task MeasureAsync(
        MeasuredTool tool, PhotoSet photos, int parts, int rounds, CancellationToken cancellationToken)
    {
        int cores = Environment.ProcessorCount;
        Console.WriteLine($"{photos.Images.Count} photos of {photos.Folder}, {rounds} rounds; the rate is beside that of one process:");
        (string Name, int Parts, int Threads, bool IsShared)[] kinds =
        [
            ($"1 process of {cores} threads", 1, cores, false),
            ($"{cores} of 1 thread, one database", cores, 1, false),
            ($"{cores} of 1 thread, a shared cache", cores, 1, true),
            ($"{parts} of 1 thread, one database", parts, 1, false),
            ($"{parts} of 1 thread, a shared cache", parts, 1, true),
        ];
        Samples[] wall = [.. kinds.Select(_ => new Samples())];
        Samples[] processor = [.. kinds.Select(_ => new Samples())];
        for (int round = 0; round < rounds; round++)
        {
            foreach ((int index, (_, int count, int threads, bool isShared)) in kinds.Index())
            {
                ShardRun run = await ShardRun.ExtractAsync(tool, photos.Folder, count, threads, isShared, cancellationToken);
                wall[index].Add(run.WallTime.TotalSeconds);
                processor[index].Add(run.ProcessorTime?.TotalSeconds ?? double.NaN);
            }
        }

        foreach ((int index, (string name, _, _, _)) in kinds.Index())
        {
            Console.WriteLine(
                $"{name,-32} {wall[index].Median,7:F2} s ({wall[index].Min:F2} to {wall[index].Max:F2}), rate {Percent(wall),6:F1}%, "
                + $"processor {processor[index].Median,7:F2} s, rate {Percent(processor),6:F1}%");

            double Percent(Samples[] samples) => 100 * samples[0].Median / samples[index].Median;
        }
    }
}
