using System.Diagnostics;
using System.Globalization;

namespace Retrain.Tests.Infrastructure;

/// <summary>The most memory that a process had at once: VmHWM of proc(5), which only grows, so that the last value is the peak.</summary>
internal static class PeakMemory
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until the process has ended.</summary>
    /// <returns>The peak in bytes; <see langword="null"/> on systems that do not report it.</returns>
    public static async Task<long?> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        long? peakBytes = null;
        Task ended = process.WaitForExitAsync(cancellationToken);
        while (!ended.IsCompleted)
        {
            peakBytes = Read(process.Id) ?? peakBytes;
            await Task.WhenAny(ended, Task.Delay(Interval, cancellationToken));
        }

        await ended;
        return peakBytes;
    }

    /// <summary>Forgets the peak so far (clear_refs of proc(5)).</summary>
    /// <returns>The memory that this process has now, in bytes.</returns>
    public static long Reset()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return OfThisProcess();
    }

    /// <summary>The peak since the last reset, in bytes; only Linux reports it.</summary>
    public static long OfThisProcess() =>
        Read(Environment.ProcessId) ?? throw new PlatformNotSupportedException("/proc tells the peak, on Linux only");

    private static long? Read(int processId)
    {
        string path = $"/proc/{processId}/status";
        try
        {
            // An ended process whose parent has not looked has a status without memory.
            string? line = File.Exists(path)
                ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                : null;
            return line is null
                ? null
                : 1024 * long.Parse(
                    line["VmHWM:".Length..^" kB".Length], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // It ended between the two looks.
        }
    }
}
