using System.CommandLine;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Photos;
using Retrain.Benchmarks.Processes;
using Retrain.Training.Backbones;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Commands;

/// <summary>Measures the time that a user waits: the tool from its start to its end, with nothing cached and with everything.</summary>
internal static class WholeProcessCommand
{
    public static Command Create()
    {
        Option<string> imageDir = BenchmarkOptions.ImageDir();
        Option<string> architecture = BenchmarkOptions.Architecture();
        Option<int> runs = BenchmarkOptions.Count("--runs", 5, "Runs of each kind, alternately.");
        Option<MeasuredTool> tool = BenchmarkOptions.Tool();
        Command command = new(
            "whole-process", "Time, memory and accuracy of the tool, with an empty cache (cold) and with all bottlenecks in it (warm).")
        {
            imageDir,
            architecture,
            runs,
            tool,
        };
        command.SetAction((result, cancellationToken) => MeasureAsync(
            result.GetRequiredValue(tool),
            new PhotoSet(result.GetRequiredValue(imageDir)),
            result.GetRequiredValue(architecture),
            result.GetRequiredValue(runs),
            cancellationToken));
        return command;
    }

    private static async Task MeasureAsync(
        MeasuredTool tool, PhotoSet photos, string architecture, int runs, CancellationToken cancellationToken)
    {
        Machine.Describe();
        Console.WriteLine($"{photos.Images.Count} photos of {photos.Folder} on {architecture}, {runs} runs of each kind:");
        ToolRuns cold = new("cold"), warm = new("warm");
        for (int run = 0; run < runs; run++)
        {
            using TemporaryFolder temporary = new();
            RetrainOptions options = photos.OptionsIn(temporary) with { Backbone = new() { Architecture = architecture } };
            string graph = Path.ChangeExtension(options.Output.Graph, GraphFormat.IsOnnx(architecture) ? ".onnx" : ".pb");
            options = options with { Output = options.Output with { Graph = graph } };
            cold.Add(await ToolRun.TrainAsync(tool, options, cancellationToken));
            warm.Add(await ToolRun.TrainAsync(tool, options, cancellationToken));
        }

        Console.WriteLine(cold);
        Console.WriteLine(warm);
        Machine.DescribeAfterwards();
    }
}
