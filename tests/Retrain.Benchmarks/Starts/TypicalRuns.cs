using System.Diagnostics;
using System.Runtime.CompilerServices;
using Retrain.Benchmarks.Processes;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Starts;

/// <summary>Runs of the tool as users start it, each with a map of what .NET compiled in it.</summary>
/// <param name="tool">The tool, which must not be compiled ahead of time.</param>
/// <param name="folder">Has the photos, and gets all else.</param>
internal sealed class TypicalRuns(MeasuredTool tool, TemporaryFolder folder)
{
    private string Image => Directory.EnumerateFiles(folder.PathOf("photos"), "*", SearchOption.AllDirectories).Order().First();

    /// <summary>The maps, in the order of the runs: what several assemblies need is compiled into the first.</summary>
    /// <returns>
    /// The path of each, and whether only our own code is to be listed: what nothing but parts need of libraries, most of it generic, takes
    /// more room in a package than all of their own.
    /// </returns>
    public async IAsyncEnumerable<(string Map, bool IsOwnOnly)> MapsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return (await RunAsync(["--help"], cancellationToken), false);
        await RunAsync(Training(EfficientNetLite.Name, "first"), cancellationToken);
        yield return (await RunAsync(Training(EfficientNetLite.Name, "again"), cancellationToken), false);
        await File.AppendAllTextAsync(Image, "x", cancellationToken); // behind the image's end
        yield return (await RunAsync(Training(EfficientNetLite.Name, "again"), cancellationToken), false);
        yield return (await RunAsync(
            ["label_image", "--graph", folder.PathOf("again.pb"), "--labels", folder.PathOf("again.txt"), "--image", Image],
            cancellationToken), false);
        Directory.Delete(folder.PathOf("cache"), recursive: true);
        yield return (await RunAsync(Training(EfficientNetLite.Name, "first"), cancellationToken), false);
        yield return (await RunAsync(Training(EfficientNetLite.Int8Name, "quantized"), cancellationToken), false);
        string[] part =
        [
            "bottlenecks", "--image_dir", folder.PathOf("photos"), "--shard", "1/8", "--shard_results", folder.PathOf("results"),
            "--bottleneck_dir", folder.PathOf("part"),
        ];
        yield return (await RunAsync(part, cancellationToken), true);
    }

    private string[] Training(string architecture, string name) =>
    [
        "--image_dir", folder.PathOf("photos"), "--architecture", architecture, "--summaries_dir", folder.PathOf("summaries"),
        "--output_graph", folder.PathOf(architecture == EfficientNetLite.Int8Name ? $"{name}.onnx" : $"{name}.pb"),
        "--output_labels", folder.PathOf($"{name}.txt"),
    ];

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        string maps = Directory.CreateTempSubdirectory("retrain-maps").FullName;
        ProcessStartInfo start = tool.Start(arguments);
        start.Environment["RETRAIN_CACHE_DIR"] = folder.PathOf("cache");
        start.Environment["DOTNET_PerfMapEnabled"] = "3"; // a map alone
        start.Environment["DOTNET_PerfMapJitDumpPath"] = maps;
        start.Environment["DOTNET_PerfMapShowOptimizationTiers"] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("the tool did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        string error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await output;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{error}");
        }

        string map = folder.PathOf($"{process.Id}.map");
        File.Move(Directory.EnumerateFiles(maps, "perf-*.map").Single(), map);
        Directory.Delete(maps, recursive: true);
        return map;
    }
}
