using System.CommandLine;
using Retrain.Benchmarks.Builds;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Serving;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the time that an app waits for its first prediction.</summary>
internal static class FirstPredictionCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> runs = BenchmarkOptions.Count("--runs", 9, "Processes of each kind, alternately.");
        Command command = new(
            "first-prediction",
            "Cold processes of a published app that loads a model and classifies one photo, "
            + "beside those that only open and run its network.")
        {
            imageDir,
            runs,
        };
        command.SetAction((result, cancellationToken) =>
            MeasureAsync(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(runs), cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(PhotoSet photos, int runs, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder folder = new();
        UntrainedModel model = new(folder.PathOf("model"), [.. photos.Categories.Select(category => category.Label)]);
        Console.WriteLine("packing, and publishing an app ...");
        LocalPackages packages = await AppProject.PackAsync(folder, cancellationToken);
        string appPath = await PublishedApp.PublishAsync(packages, folder.PathOf("app"), readyToRun: false, cancellationToken);
        string readyPath = await PublishedApp.PublishAsync(packages, folder.PathOf("ready"), readyToRun: true, cancellationToken);
        ColdStartRuns app = new("app", appPath);
        ColdStartRuns readyToRun = new("app, PublishReadyToRun", readyPath);
        ColdStartRuns network = new("network alone", typeof(ColdStart).Assembly.Location);
        for (int run = 0; run < runs; run++)
        {
            await app.AddAsync([model.Graph, model.Labels, photos.Images[0].Path], cancellationToken);
            await readyToRun.AddAsync([model.Graph, model.Labels, photos.Images[0].Path], cancellationToken);
            await network.AddAsync(ColdStart.NetworkArguments(model), cancellationToken);
        }

        Console.WriteLine(app);
        Console.WriteLine(readyToRun);
        Console.WriteLine(network);
        Machine.DescribeAfterwards();
    }
}
