using System.Diagnostics;

namespace Retrain.Tests.Infrastructure;

/// <summary>Runs programs as their users do: a process, its arguments, its output.</summary>
internal static class ChildProcess
{
    public static async Task<ToolRun> RunAsync(
        string fileName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment,
        CancellationToken cancellationToken, string? workingDirectory = null)
    {
        using Process process = Start(fileName, arguments, environment, workingDirectory);
        return await FinishAsync(process, cancellationToken);
    }

    /// <summary>Starts a program and leaves it running.</summary>
    public static Process Start(
        string fileName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment, string? workingDirectory = null)
    {
        ProcessStartInfo start = new(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };

        // The variables that the test runner's own SDK process set must not steer another build.
        start.Environment.Remove("MSBUILD_EXE_PATH");

        // A test that calls the tool in this process may have set it meanwhile, for itself alone.
        start.Environment.Remove("RETRAIN_DOWNLOAD_URL");

        // Mapping each page of compiled code twice takes a tenth of the time of a short program, and guards none of what tests look at.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
        process.StandardInput.Close();
        return process;
    }

    public static async Task<ToolRun> FinishAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolRun(process.ExitCode, Plain(await output), Plain(await error));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // A return alone stays: it is part of a progress bar.
    private static string Plain(string output) => output.Replace("\r\n", "\n", StringComparison.Ordinal);
}
