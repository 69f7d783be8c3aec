using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs the tool as its user does.</summary>
internal static class ToolProcess
{
    public static string ToolPath { get; } = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    public static Task<ToolRun> RunAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync("dotnet", [ToolPath, .. arguments], EnvironmentOf(cacheDir), TestContext.Current.CancellationToken);

    /// <summary>Starts the tool and leaves it running.</summary>
    public static Process Start(string cacheDir, IReadOnlyList<string> arguments) =>
        ChildProcess.Start("dotnet", [ToolPath, .. arguments], EnvironmentOf(cacheDir));

    private static Dictionary<string, string?> EnvironmentOf(string cacheDir) => new() { ["RETRAIN_CACHE_DIR"] = cacheDir };
}
