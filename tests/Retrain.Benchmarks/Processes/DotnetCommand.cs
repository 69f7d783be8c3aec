using System.Diagnostics;

namespace Retrain.Benchmarks.Processes;

/// <summary>Runs dotnet as its users do: with the compiler server, which ends by itself after it was idle for a while.</summary>
internal static class DotnetCommand
{
    /// <param name="folder">The working folder, below which the cache also lies.</param>
    public static async Task RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["RETRAIN_CACHE_DIR"] = Path.Combine(folder, "cache");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["NuGetAudit"] = "false";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{output}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
