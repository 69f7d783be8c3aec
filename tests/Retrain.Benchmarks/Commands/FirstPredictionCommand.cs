using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Serving;

namespace Retrain.Benchmarks.Commands;

/// <summary>How long an app waits for its first prediction.</summary>
internal static class FirstPredictionCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> runs = BenchmarkOptions.Count("--runs", 9, "Processes of each kind, alternately.");
        Command command = new("first-prediction", "Cold processes that load a model and classify one photo, beside those that only open and run its network.") { imageDir, runs };
        command.SetAction((result, cancellationToken) =>
            MeasureAsync(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(runs), cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(PhotoSet photos, int runs, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        UntrainedModel model = new(folder, [.. photos.Categories.Select(category => category.Label)]);
        ColdStartRuns classifier = new("classifier"), network = new("network");
        for (int run = 0; run < runs; run++)
        {
            await classifier.AddAsync(ColdStart.ClassifierArguments(model, photos.Images[0].Path), cancellationToken);
            await network.AddAsync(ColdStart.NetworkArguments(model), cancellationToken);
        }

        Console.WriteLine(classifier);
        Console.WriteLine(network);
        Machine.DescribeAfterwards();
    }
}
