using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Retrain.Training.Caching;

/// <summary>A process, by which others see whether it is still running.</summary>
/// <param name="Host">The machine and, on Linux, the namespace in which the id counts: containers number their processes anew.</param>
/// <param name="Id">The id of the process, which another one gets when it has ended.</param>
/// <param name="Start">The time when it started, in the system's own unit, which tells it from a later one of the same id.</param>
internal readonly record struct ProcessIdentity(string Host, long Id, long Start)
{
    private const int StartField = 22; // proc_pid_stat(5)

    // A run on a machine that cannot be asked is believed in for a day.
    private static readonly TimeSpan BelievedElsewhere = TimeSpan.FromDays(1);

    public static ProcessIdentity Current { get; } = new(HostName(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether the process is running, as far as can be known.</summary>
    /// <param name="seen">The time since which it is known.</param>
    public bool MayBeRunning(TimeSpan seen) =>
        Host != Current.Host ? seen < BelievedElsewhere : Id is > 0 and <= int.MaxValue && StartOf((int)Id) == Start;

    private static string HostName() => OperatingSystem.IsLinux()
        ? $"{Environment.MachineName} {new FileInfo("/proc/self/ns/pid").LinkTarget}"
        : Environment.MachineName;

    private static long? StartOf(int id) => OperatingSystem.IsLinux() ? LinuxStartOf(id) : OtherStartOf(id);

    // The number of clock ticks from the start of the machine to that of the process, which never varies.
    private static long? LinuxStartOf(int id)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            // The second field is the name of the program in brackets, which may hold blanks and brackets.
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[StartField - 3], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? OtherStartOf(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
