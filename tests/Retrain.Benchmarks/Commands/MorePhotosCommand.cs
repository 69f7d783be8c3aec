using System.CommandLine;
using Retrain.Benchmarks.Accuracy;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures whether twice as many photos give what the report forecasts.</summary>
internal static class MorePhotosCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<int> splits = BenchmarkOptions.Count("--splits", 100, "Forecasts, each with a split of its own.");
        Command command = new("more-photos", "Forecasts from a third of the photos what two thirds give, and tests on the last third.")
        {
            imageDir,
            splits,
        };
        command.SetAction((result, cancellationToken) =>
        {
            Machine.Describe();
            using MorePhotos photos = new(new PhotoSet(result.GetRequiredValue(imageDir)));
            photos.Measure(result.GetRequiredValue(splits), cancellationToken);
            return Task.CompletedTask;
        });
        return command;
    }
}
