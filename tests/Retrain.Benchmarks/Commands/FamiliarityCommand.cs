using System.CommandLine;
using Retrain.Benchmarks.Accuracy;
using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how well the novelty of a model tells photos of what it never saw from those of its categories.</summary>
internal static class FamiliarityCommand
{
    public static Command Create()
    {
        Option<string[]> imageDirs = new("--image_dirs")
        {
            Description = "Two folders of categories, each of which is strange to the other.",
            HelpName = "DIR",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ =>
                [Repository.PathOf("../shared/datasets/flower_photos"), Repository.PathOf("../shared/datasets/sign_digits")],
        };
        Option<int> draws = BenchmarkOptions.Count("--draws", 3, "Random splits of each set.");
        Command command = new("familiarity", "Tells photos of other sets and of categories that were left out from a model's own.")
        {
            imageDirs,
            draws,
        };
        command.SetAction((result, cancellationToken) =>
        {
            Machine.Describe();
            using Familiarity familiarity = new();
            string[] folders = [.. result.GetRequiredValue(imageDirs).Select(Path.GetFullPath)];
            familiarity.Measure(folders[0], folders[1], result.GetRequiredValue(draws), cancellationToken);
            familiarity.Measure(folders[1], folders[0], result.GetRequiredValue(draws), cancellationToken);
            return Task.CompletedTask;
        });
        return command;
    }
}
