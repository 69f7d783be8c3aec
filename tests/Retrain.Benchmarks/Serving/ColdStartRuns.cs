using System.Diagnostics;
using System.Globalization;
using Retrain.Benchmarks.Measurements;
using Retrain.Benchmarks.Processes;

namespace Retrain.Benchmarks.Serving;

/// <summary>Several cold processes of one kind.</summary>
/// <param name="kind">The name of the kind.</param>
/// <param name="program">The assembly to run, which prints milliseconds as <see cref="ColdStart"/> does.</param>
internal sealed class ColdStartRuns(string kind, string program)
{
    private readonly Samples wall = new(), first = new(), second = new(), processor = new();

    public async Task AddAsync(string[] arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        TimeSpan? processorTime = ChildProcessorTime.Total;
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        wall.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        processor.Add((ChildProcessorTime.Total - processorTime)?.TotalMilliseconds ?? double.NaN);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
        }

        string[] milliseconds = output.Split(' ');
        first.Add(double.Parse(milliseconds[0], CultureInfo.InvariantCulture));
        second.Add(double.Parse(milliseconds[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() =>
        $"{kind,-22} process {wall.Median:F0} ms ({wall.Min:F0} to {wall.Max:F0}), processor time {processor.Median:F0} ms, " +
        $"Main to first prediction {first.Median:F0} ms ({first.Min:F0} to {first.Max:F0}), a second one {second.Median:F1} ms";
}
