using System.CommandLine;
using System.Globalization;
using Retrain.Benchmarks.Accuracy;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures whether as few of the labels that a model believes are wrong as it promises.</summary>
internal static class BelievedCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<string> images = new("--images")
        {
            Description = "Numbers of images to train and validate on.",
            HelpName = "N,...",
            DefaultValueFactory = _ => "50,200,500",
        };
        Option<int> splits = BenchmarkOptions.Count("--splits", 100, "Models of each number, each with a split of its own.");
        Option<double> error = new("--believed_error")
        {
            Description = "The wanted error, in percent.",
            HelpName = "X",
            DefaultValueFactory = _ => 5,
        };
        Command command = new("believed", "Tests on all other photos how many of the labels that a model believes are wrong.")
        {
            imageDir,
            images,
            splits,
            error,
        };
        command.SetAction((result, cancellationToken) =>
        {
            Machine.Describe();
            using BelievedLabels believed = new(new PhotoSet(result.GetRequiredValue(imageDir)), result.GetRequiredValue(error));
            foreach (string count in result.GetRequiredValue(images).Split(','))
            {
                believed.Measure(int.Parse(count, CultureInfo.InvariantCulture), result.GetRequiredValue(splits), cancellationToken);
            }

            return Task.CompletedTask;
        });
        return command;
    }
}
