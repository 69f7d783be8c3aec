using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs the tool as its user does.</summary>
internal static class ToolProcess
{
    private const string SetPrivileges = "/usr/bin/setpriv";

    public static string ToolPath { get; } = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    public static Task<ToolRun> RunAsync(string cacheDir, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync("dotnet", [ToolPath, .. arguments], EnvironmentOf(cacheDir), TestContext.Current.CancellationToken);

    /// <summary>Runs the tool as a user without rights; skips the calling test where that is not possible.</summary>
    /// <param name="run">A run whose folder every user may then enter and write to.</param>
    /// <param name="arguments">The tool's arguments.</param>
    public static Task<ToolRun> RunAsOtherUserAsync(TrainingRun run, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(SetPrivileges),
            "it takes root, and setpriv, to become another user");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(run.Folder.Path, (UnixFileMode)0b111_111_111);
        }

        return ChildProcess.RunAsync(
            SetPrivileges, ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", ToolPath, .. arguments],
            new(EnvironmentOf(run.CacheDir)) { ["HOME"] = run.Folder.Path }, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts the tool and leaves it running.</summary>
    public static Process Start(string cacheDir, IReadOnlyList<string> arguments) =>
        ChildProcess.Start("dotnet", [ToolPath, .. arguments], EnvironmentOf(cacheDir));

    private static Dictionary<string, string?> EnvironmentOf(string cacheDir) => new() { ["RETRAIN_CACHE_DIR"] = cacheDir };
}
