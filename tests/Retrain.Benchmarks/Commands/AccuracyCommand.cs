using System.CommandLine;
using System.Globalization;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Training;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the accuracy of trained classifiers over several splits: one split says little on a hundred test images.</summary>
internal static class AccuracyCommand
{
    private const int Splits = 10;

    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Command command = new("accuracy", "Test accuracy with --split_salt 0 to 9; the bottlenecks are computed once.") { imageDir };
        command.SetAction((result, cancellationToken) =>
        {
            Measure(new PhotoSet(result.GetRequiredValue(imageDir)), cancellationToken);
            return Task.CompletedTask;
        });
        return command;
    }

    private static void Measure(PhotoSet photos, CancellationToken cancellationToken)
    {
        Machine.Describe();
        using TemporaryFolder temporary = new();
        Samples percents = new();
        for (int salt = 0; salt < Splits; salt++)
        {
            RetrainOptions options = photos.OptionsIn(temporary) with
            {
                Split = new() { Salt = salt.ToString(CultureInfo.InvariantCulture) },
            };
            RetrainResult result = new Retrainer(options, _ => { }).Run(cancellationToken);
            percents.Add(result.TestAccuracy.Percent);
            Console.WriteLine($"--split_salt {salt}  {result.TestAccuracy.Percent:F1} % of {result.TestAccuracy.Total}");
        }

        Console.WriteLine($"mean {percents.Mean:F1} %, from {percents.Min:F1} % to {percents.Max:F1} %");
    }
}
