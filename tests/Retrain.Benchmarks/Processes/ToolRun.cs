using System.Diagnostics;
using System.Text.Json;
using Retrain.Training.Options;

namespace Retrain.Benchmarks.Processes;

/// <summary>One run of the tool as a process of its own.</summary>
/// <param name="WallTime">The time from its start to its end.</param>
/// <param name="ProcessorTime">User and system time; <see langword="null"/> on systems that do not report it.</param>
/// <param name="PeakBytes">The peak of resident memory; <see langword="null"/> on systems that do not report it.</param>
/// <param name="AccuracyPercent">The accuracy on the test images.</param>
internal sealed record ToolRun(TimeSpan WallTime, TimeSpan? ProcessorTime, long? PeakBytes, double AccuracyPercent)
{
    /// <summary>Trains with the default values.</summary>
    public static async Task<ToolRun> TrainAsync(MeasuredTool tool, RetrainOptions options, CancellationToken cancellationToken)
    {
        (ToolRun run, _) = await RunAsync(
            tool,
            [
                "--image_dir", options.Data.ImageDir, "--architecture", options.Backbone.Architecture,
                "--bottleneck_dir", options.Bottlenecks.BottleneckDir!, "--output_graph", options.Output.Graph,
                "--output_labels", options.Output.Labels, "--output_manifest", options.Output.Manifest,
                "--shared_cache", options.Bottlenecks.SharedCache.Address ?? "",
            ],
            cancellationToken);
        return run with { AccuracyPercent = AccuracyIn(options.Output.Manifest) };
    }

    /// <summary>Runs the tool.</summary>
    /// <returns>The run, whose accuracy is not known, and what it wrote to standard output.</returns>
    public static async Task<(ToolRun Run, string Output)> RunAsync(
        MeasuredTool tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        TimeSpan? processorTime = ChildProcessorTime.Total;
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(tool.Start(arguments)) ?? throw new InvalidOperationException("the tool did not start");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            long? peakBytes = await PeakMemory.WatchAsync(process, cancellationToken);
            TimeSpan wallTime = Stopwatch.GetElapsedTime(started);
            return process.ExitCode == 0
                ? (new ToolRun(wallTime, ChildProcessorTime.Total - processorTime, peakBytes, double.NaN), await output)
                : throw new InvalidOperationException($"the tool ended with exit code {process.ExitCode}:\n{await output}\n{await error}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static double AccuracyIn(string manifestPath)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(manifestPath));
        return 100 * manifest.RootElement.GetProperty("metrics").GetProperty("testing").GetProperty("accuracy").GetDouble();
    }
}
