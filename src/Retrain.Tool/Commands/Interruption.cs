using System.Runtime.InteropServices;
using Retrain.Tool.Display;

namespace Retrain.Tool.Commands;

/// <summary>
/// Ends a run in order at the first Ctrl-C or SIGTERM. A second signal ends the process at once, and so does the time: some calls of the
/// system wait for ever, for instance for a file server that does not answer.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    // A build waits 10 seconds for the engine before it kills it.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan TimeToShowCursor = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource cancellation;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private volatile bool isTerminated;

    /// <param name="cancellation">Cancelled at the first signal.</param>
    public Interruption(CancellationTokenSource cancellation)
    {
        this.cancellation = cancellation;
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    }

    /// <summary>The exit code of the process, which says by which signal a run was cancelled.</summary>
    public ExitCode ExitCodeOf(ExitCode run) => run is ExitCode.Cancelled && isTerminated ? ExitCode.Terminated : run;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        if (cancellation.IsCancellationRequested)
        {
            ShowCursor();
            return;
        }

        context.Cancel = true;
        isTerminated = context.Signal is PosixSignal.SIGTERM;
        ExitCode exitCode = ExitCodeOf(ExitCode.Cancelled);
        new Thread(() => EndByForce(exitCode)) { IsBackground = true }.Start();
        cancellation.Cancel();
    }

    private static void EndByForce(ExitCode exitCode)
    {
        Thread.Sleep(TimeToEnd);
        ShowCursor();
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit((int)exitCode);
        }

        // Environment.Exit would run the native libraries' last code beside threads that still use them.
        NativeMethods.ExitAtOnce((int)exitCode);
    }

    // A progress bar hides the cursor. A terminal that takes nothing must not keep the process.
    private static void ShowCursor()
    {
        Thread showing = new(Terminal.ShowCursor) { IsBackground = true };
        showing.Start();
        showing.Join(TimeToShowCursor);
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libc", EntryPoint = "_exit")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial void ExitAtOnce(int exitCode);
    }
}
