using System.ComponentModel;
using System.Diagnostics;

namespace Retrain.Hostile.Processes;

/// <summary>The processor time of a process, which the system tells as long as it runs and which only grows.</summary>
internal static class ProcessorTimes
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until the process has ended.</summary>
    /// <returns>The last value, of at most an interval before the end.</returns>
    public static async Task<TimeSpan> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        TimeSpan last = TimeSpan.Zero;
        Task ended = process.WaitForExitAsync(cancellationToken);
        while (!ended.IsCompleted)
        {
            try
            {
                last = process.TotalProcessorTime;
            }
            catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
            {
                // It ended between the two looks.
            }

            await Task.WhenAny(ended, Task.Delay(Interval, cancellationToken));
        }

        await ended;
        return last;
    }
}
