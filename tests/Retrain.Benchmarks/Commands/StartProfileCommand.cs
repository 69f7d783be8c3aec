using System.CommandLine;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Benchmarks.Starts;

namespace Retrain.Benchmarks.Commands;

/// <summary>Writes the list of what typical runs use, by which the tool is compiled ahead of time.</summary>
internal static class StartProfileCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> count = BenchmarkOptions.Count("--count", 1000, "Photos that are trained on.");
        Option<string> output = new("--output")
        {
            Description = "The list.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Repository.PathOf("src/Retrain.Tool/StartProfile.txt"),
        };
        Command command = new(
            "start-profile",
            "Writes src/Retrain.Tool/StartProfile.txt anew: what help, trainings, label_image and the parts of a folder use. On Linux.")
        {
            imageDir,
            count,
            output,
        };
        command.SetAction((result, cancellationToken) => WriteAsync(
            new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(count), result.GetRequiredValue(output),
            cancellationToken));
        return command;
    }

    private static async Task WriteAsync(PhotoSet photos, int count, string output, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new();
        PhotoCopies.Make(photos, count, folder.PathOf("photos"));
        TypicalRuns runs = new(new MeasuredTool(MeasuredTool.DefaultPath), folder);
        UsedTypes types = new(MeasuredTool.DefaultPath);
        await foreach ((string map, bool isOwnOnly) in runs.MapsAsync(cancellationToken))
        {
            types.Add(await File.ReadAllLinesAsync(map, cancellationToken), isOwnOnly);
        }

        string[] comments = [.. File.ReadLines(output).TakeWhile(line => line.StartsWith('#'))];
        await File.WriteAllLinesAsync(output, [.. comments, .. types.Lines], cancellationToken);
        Console.WriteLine($"{output}: {types.Lines.Count} types");
    }
}
