using System.Runtime.InteropServices;
using Retrain.Tool.Commands;

// Labels and file names may be in any script.
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

return (int)CommandLine.Run(args, cancellation.Token);
