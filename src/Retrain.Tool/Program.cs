using System.Runtime.InteropServices;
using Retrain.Tool;
using Retrain.Tool.Commands;

// Labels and file names are in any script.
Console.OutputEncoding = System.Text.Encoding.UTF8;

using CancellationTokenSource cancellation = new();

// The first Ctrl-C (or a build's SIGTERM) ends the run in order; a second one ends the process at once.
void Cancel(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

try
{
    return (int)await CommandLine.RunAsync(args, cancellation.Token);
}
// What arrives here is our own mistake, and its user gets a code and a place to report it.
#pragma warning disable CA1031 // Do not catch general exception types
catch (Exception exception)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync(ToolDiagnostics.BugText(exception));
    return (int)ExitCode.Failed;
}
