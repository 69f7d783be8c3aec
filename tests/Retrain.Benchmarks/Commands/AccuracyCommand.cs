using System.CommandLine;
using System.Globalization;
using Retrain.Benchmarks.Accuracy;
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
        Option<string?> imagesPerCategory = new("--images_per_category")
        {
            Description = "Numbers of images, for instance 5,10,20,50: trains on that many of each category, drawn anew 20 times.",
            HelpName = "N,...",
        };
        Command command = new("accuracy", "Test accuracy with --split_salt 0 to 9, or on small sets; the bottlenecks are computed once.")
        {
            imageDir,
            imagesPerCategory,
        };
        command.SetAction((result, cancellationToken) =>
        {
            PhotoSet photos = new(result.GetRequiredValue(imageDir));
            Machine.Describe();
            if (result.GetValue(imagesPerCategory) is string counts)
            {
                SmallSets.Measure(
                    photos, [.. counts.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))], cancellationToken);
            }
            else
            {
                Measure(photos, cancellationToken);
            }

            return Task.CompletedTask;
        });
        return command;
    }

    private static void Measure(PhotoSet photos, CancellationToken cancellationToken)
    {
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
            Console.WriteLine($"--split_salt {salt}  {result.TestAccuracy.Percent:F1}% of {result.TestAccuracy.Total}");
        }

        Console.WriteLine($"mean {percents.Mean:F1}%, from {percents.Min:F1}% to {percents.Max:F1}%");
    }
}
