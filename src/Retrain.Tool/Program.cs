using Retrain.Tool.Commands;

// Labels and file names may be in any script.
Console.OutputEncoding = System.Text.Encoding.UTF8;

using CancellationTokenSource cancellation = new();

using Interruption interruption = new(cancellation);
return (int)interruption.ExitCodeOf(CommandLine.Run(args, cancellation.Token));
