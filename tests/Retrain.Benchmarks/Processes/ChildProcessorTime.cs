using System.Runtime.InteropServices;

namespace Retrain.Benchmarks.Processes;

/// <summary>Processor time of the processes that this one started and that have ended: getrusage(2).</summary>
internal static partial class ChildProcessorTime
{
    private const int Children = -1; // RUSAGE_CHILDREN
    private const int RusageWords = 18; // user and system time with two words each, and 14 more

    /// <summary>User and system time; <see langword="null"/> on systems without that call.</summary>
    public static TimeSpan? Total
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return null;
            }

            Span<long> usage = stackalloc long[RusageWords];
            return GetUsage(Children, usage) == 0
                ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
                : throw new InvalidOperationException($"getrusage failed with {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, Span<long> usage);
}
