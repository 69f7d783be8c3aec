using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Retrain.Tool.Commands;
using Retrain.Tool.Processes;

namespace Retrain.Tool;

internal static class Program
{
    private static int Main(string[] arguments) => OpenFiles.Suffice() ? Run(arguments) : (int)ExitCode.Failed;

    // Inlined, it would load assemblies before the number of open files is checked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] arguments)
    {
        StandardStreams.Prepare();
        using CancellationTokenSource cancellation = new();

        // The first Ctrl-C (or a build's SIGTERM) ends the run in order; a second one ends the process at once.
        void Cancel(PosixSignalContext context)
        {
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return (int)CommandLine.Run(arguments, cancellation.Token);
    }
}
