using System.Diagnostics;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs the tool as its user does: a process, its arguments, its output.</summary>
internal static class ToolProcess
{
    public static string ToolPath { get; } = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    public static Task<ToolRun> RunAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        RunAsync("dotnet", [ToolPath, .. arguments], new() { ["RETRAIN_CACHE_DIR"] = cacheDir }, TestContext.Current.CancellationToken);

    public static async Task<ToolRun> RunAsync(
        string fileName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment, CancellationToken cancellationToken, string? workingDirectory = null)
    {
        using Process process = Start(fileName, arguments, environment, workingDirectory);
        return await FinishAsync(process, cancellationToken);
    }

    /// <summary>Starts the tool and leaves it running.</summary>
    public static Process Start(string cacheDir, IReadOnlyList<string> arguments) =>
        Start("dotnet", [ToolPath, .. arguments], new() { ["RETRAIN_CACHE_DIR"] = cacheDir }, null);

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

    private static Process Start(string fileName, IReadOnlyList<string> arguments, Dictionary<string, string?> environment, string? workingDirectory)
    {
        ProcessStartInfo start = new(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? "",
        };

        // What the test runner's own SDK process set must not steer another build.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
        process.StandardInput.Close();
        return process;
    }
}
