using System.CommandLine;
using Retrain.Benchmarks.Accuracy;
using Retrain.Benchmarks.Measurements;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures how well a model's novelty tells photos of what it never saw from those of its categories.</summary>
internal static class FamiliarityCommand
{
    public static Command Create()
    {
        Command command = new("familiarity", "Tells strangers and left-out categories from photos of a model's categories.");
        command.SetAction((result, cancellationToken) =>
        {
            Machine.Describe();
            Familiarity.Explore(cancellationToken);
            return Task.CompletedTask;
        });
        return command;
    }
}
