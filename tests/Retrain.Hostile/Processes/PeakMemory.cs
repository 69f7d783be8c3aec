using System.Globalization;

namespace Retrain.Hostile.Processes;

/// <summary>The most memory that this process had since a moment: clear_refs and VmHWM of proc(5).</summary>
internal static class PeakMemory
{
    /// <summary>Forgets the peak so far.</summary>
    /// <returns>The memory that this process has now, in bytes; 0 on systems without /proc.</returns>
    public static long Reset()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        File.WriteAllText("/proc/self/clear_refs", "5");
        return OfThisProcess();
    }

    public static long OfThisProcess() => OperatingSystem.IsLinux() ? Of("/proc/self/status") : 0;

    /// <summary>The peak of a process, in bytes; 0 where it has ended or the system has no /proc.</summary>
    public static long OfProcess(int processId)
    {
        string path = $"/proc/{processId}/status";
        try
        {
            return File.Exists(path) ? Of(path) : 0;
        }
        catch (IOException)
        {
            return 0; // It ended between the two looks.
        }
    }

    // An ended process whose parent has not looked has a status without memory.
    private static long Of(string path) =>
        File.ReadLines(path).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is string line
            ? 1024 * long.Parse(line["VmHWM:".Length..^" kB".Length], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
            : 0;
}
