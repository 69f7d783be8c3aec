using System.Runtime.CompilerServices;
using Retrain.Tool.Commands;
using Retrain.Tool.Processes;
using Retrain.Training.Libraries;

namespace Retrain.Tool;

internal static class Program
{
    private static int Main(string[] arguments) => OpenFiles.Suffice() ? Run(arguments) : (int)ExitCode.Failed;

    // Inlined, it would load assemblies before the number of open files is checked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] arguments)
    {
        ProjectLibraries.Load();
        StandardStreams.Prepare();
        using CancellationTokenSource cancellation = new();
        using Interruption interruption = new(cancellation);
        return (int)interruption.ExitCodeOf(CommandLine.Run(arguments, cancellation.Token));
    }
}
