using System.Diagnostics;
using System.Globalization;

namespace Retrain.Benchmarks.Processes;

/// <summary>All parts of a folder's photos, extracted by as many processes at once into caches that were empty.</summary>
/// <param name="WallTime">The time from the first start to the last end.</param>
/// <param name="ProcessorTime">User and system time of all processes; <see langword="null"/> on systems that do not report it.</param>
internal sealed record ShardRun(TimeSpan WallTime, TimeSpan? ProcessorTime)
{
    /// <param name="parts">The number of parts and of processes.</param>
    /// <param name="threads">The threads of each process.</param>
    /// <param name="isShared">Whether each process has a cache of its own with a shared one behind; otherwise all use one database.</param>
    public static async Task<ShardRun> ExtractAsync(
        MeasuredTool tool, string imageDir, int parts, int threads, bool isShared, CancellationToken cancellationToken)
    {
        using TemporaryFolder temporary = new();
        Directory.CreateDirectory(temporary.PathOf("shared"));
        TimeSpan? processorTime = ChildProcessorTime.Total;
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, parts).Select(number => RunAsync(Start(number), cancellationToken)));
        return new ShardRun(Stopwatch.GetElapsedTime(started), ChildProcessorTime.Total - processorTime);

        ProcessStartInfo Start(int number) => tool.Start(
        [
            "bottlenecks", "--image_dir", imageDir, "--shard", string.Create(CultureInfo.InvariantCulture, $"{number}/{parts}"),
            "--shard_results", temporary.PathOf("results"), "--threads", threads.ToString(CultureInfo.InvariantCulture),
            "--bottleneck_dir", temporary.PathOf(isShared ? $"cache-{number}" : "cache"),
            "--shared_cache", isShared ? temporary.PathOf("shared") : "",
        ]);
    }

    private static async Task RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("the tool did not start");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"a part ended with exit code {process.ExitCode}:\n{await output}\n{await error}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
