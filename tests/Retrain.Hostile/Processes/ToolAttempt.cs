using System.Diagnostics;
using System.Globalization;

namespace Retrain.Hostile.Processes;

/// <summary>One run of the tool as a process, watched from outside.</summary>
/// <param name="ExitCode">128 and more where a signal ended it; <see langword="null"/> where it had to be killed.</param>
/// <param name="PeakBytes">The peak of resident memory; 0 where the system does not report it.</param>
/// <param name="Time">The time from its start to its end.</param>
internal sealed record ToolAttempt(int? ExitCode, string Output, string Error, long PeakBytes, TimeSpan Time)
{
    private const int FirstSignal = 128;

    /// <summary>Exit codes above 128 that the tool itself gives: 130 after Ctrl-C, 143 after SIGTERM.</summary>
    private static readonly int[] OwnSignals = [130, 143];

    private static readonly string ToolPath = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    /// <summary>The time that processors worked on it, which does not depend on what else the machine does.</summary>
    public TimeSpan ProcessorTime { get; private init; }

    /// <summary>Runs the tool; a run over a minute is killed and counts as a hang.</summary>
    public static Task<ToolAttempt> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        FinishAsync(Start("dotnet", [ToolPath, .. arguments]), cancellationToken);

    /// <summary>Runs the tool below a shell that first does something to the process: closes a stream, sets a limit.</summary>
    /// <param name="script">The shell's line, in which "$@" is the tool with its arguments.</param>
    public static Task<ToolAttempt> RunInShellAsync(
        string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        FinishAsync(Start("sh", ["-c", script, "sh", "dotnet", ToolPath, .. arguments]), cancellationToken);

    public static Process StartTool(IReadOnlyList<string> arguments) => Start("dotnet", [ToolPath, .. arguments]);

    public static async Task<ToolAttempt> FinishAsync(Process process, CancellationToken cancellationToken)
    {
        using (process)
        {
            long started = Stopwatch.GetTimestamp();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            Task<TimeSpan> processorTime = ProcessorTimes.WatchAsync(process, cancellationToken);
            Task<long?> peakBytes = PeakMemory.WatchAsync(process, cancellationToken);
            bool hangs = await Task.WhenAny(peakBytes, Task.Delay(TimeSpan.FromMinutes(1), cancellationToken)) != peakBytes;
            if (hangs)
            {
                process.Kill(entireProcessTree: true);
            }

            return new(
                hangs ? null : process.ExitCode, await output, await error, await peakBytes ?? 0, Stopwatch.GetElapsedTime(started))
            {
                ProcessorTime = await processorTime,
            };
        }
    }

    /// <summary>Reports what must not happen whatever the input was.</summary>
    /// <param name="findings">Where it is reported.</param>
    /// <param name="trial">The trial in words.</param>
    /// <param name="limit">The longest time that the process may take; <see langword="null"/> for half a minute.</param>
    /// <param name="work">The most processor time that the work may take; <see langword="null"/> for any.</param>
    /// <param name="memoryBytes">The most memory that it may take.</param>
    public ToolAttempt Judge(
        Findings findings, string trial, TimeSpan? limit = null, TimeSpan? work = null, long memoryBytes = 1L << 30)
    {
        findings.Tried();
        findings.Require(ExitCode is not null && Time <= (limit ?? TimeSpan.FromSeconds(30)), Breakage.Hang, $"{trial}: {this}");
        findings.Require(!(ProcessorTime > work), Breakage.Hang, $"{trial}: {this}");
        bool crashed = (ExitCode >= FirstSignal && !OwnSignals.Contains(ExitCode.Value))
            || Error.Contains("Unhandled exception", StringComparison.Ordinal);
        findings.Require(!crashed, Breakage.Crash, $"{trial}: {this}");
        findings.Require(!Error.Contains("RT9001", StringComparison.Ordinal), Breakage.InternalError, $"{trial}: {this}");
        findings.Require(PeakBytes <= memoryBytes, Breakage.Memory, $"{trial}: {this}");
        return this;
    }

    public override string ToString() =>
        $"exit code {ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}, {Time.TotalSeconds:F1} s, "
        + $"{ProcessorTime.TotalSeconds:F1} s of processors, {PeakBytes >> 20} MiB, "
        + $"'{Error[..Math.Min(Error.Length, 400)].ReplaceLineEndings(" | ")}'";

    private static Process Start(string fileName, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
        process.StandardInput.Close();
        return process;
    }
}
