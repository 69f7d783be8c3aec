using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures a training whose time goes into the new last layer, as there are many labels.</summary>
internal static class ManyLabelsCommand
{
    // The default values: 4,000 steps of 100 images, for each label a multiply-add for the logit and one for the gradient.
    private const double OperationsPerLabel = 2 * 2.0 * 4000 * 100 * 1280;

    public static Command Create()
    {
        Option<int> labels = BenchmarkOptions.Count("--labels", 2000, "Labels.");
        Option<int> images = BenchmarkOptions.Count("--images", 20, "Images of each label, with made-up bottlenecks in the cache.");
        Option<int> runs = BenchmarkOptions.Count("--runs", 3, "Runs.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "many-labels", "Trains the tool on many labels with cached bottlenecks: time and peak memory, and the time at the cores' peak.")
        {
            labels,
            images,
            runs,
            tool,
        };
        command.SetAction((result, cancellationToken) => MeasureAsync(
            result.GetRequiredValue(tool), result.GetRequiredValue(labels), result.GetRequiredValue(images), result.GetRequiredValue(runs),
            cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(MeasuredTool tool, int labels, int images, int runs, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        RetrainOptions options = PhotoSet.OptionsOf(folder.PathOf("photos"), folder);
        MadeUpPhotos.Make(options, labels, images);
        ToolRuns warm = new("warm");
        for (int run = 0; run < runs; run++)
        {
            warm.Add(await ToolRun.TrainAsync(tool, options, cancellationToken));
        }

        double seconds = labels * OperationsPerLabel / (FmaPeak.AllCores() * 1e9);
        Console.WriteLine($"{labels} labels, {labels * images} images, {seconds:F1} s at the peak of all cores:");
        Console.WriteLine(warm);
        Machine.DescribeAfterwards();
    }
}
