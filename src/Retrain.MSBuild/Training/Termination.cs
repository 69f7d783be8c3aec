using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Retrain.MSBuild.Training;

/// <summary>Asks a process to end in order.</summary>
internal static class Termination
{
    private const int Terminate = 15; // SIGTERM: the children of a build in the background may ignore SIGINT
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToEndByItself = TimeSpan.FromSeconds(1);

    /// <returns>Whether the process has ended; Windows has no signal to ask with.</returns>
    public static bool EndsInOrder(Process process)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return false;
        }

        try
        {
            // Ctrl-C in a terminal reaches the engine too, and a second signal would end it in the middle of its work.
            return process.WaitForExit((int)TimeToEndByItself.TotalMilliseconds)
                || (NativeMethods.Kill(process.Id, Terminate) == 0 && process.WaitForExit((int)TimeToEnd.TotalMilliseconds));
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
            return true;
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int process, int signal);
    }
}
