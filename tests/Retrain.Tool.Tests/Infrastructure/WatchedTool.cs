using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs the tool on a terminal of its own, as a person sees it.</summary>
internal static class WatchedTool
{
    /// <param name="columns">The width of the window.</param>
    /// <param name="environment">Variables besides those that every run has.</param>
    /// <param name="arguments">The tool's arguments, none of which a shell would take apart.</param>
    /// <returns>Everything that was written to the terminal, with its control sequences.</returns>
    public static async Task<string> WatchAsync(int columns, Dictionary<string, string?> environment, params string[] arguments)
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(script), "a pseudo terminal is made by script, of util-linux");
        string[] command = ["dotnet", ToolProcess.ToolPath, .. arguments];
        environment.TryAdd("TERM", "xterm-256color");
        environment.TryAdd("LC_ALL", "C.UTF-8");
        environment.TryAdd("NO_COLOR", null);

        ToolRun watched = await ChildProcess.RunAsync(
            script, ["-qec", $"stty cols {columns} rows 24; exec {string.Join(' ', command)}", "/dev/null"], environment,
            TestContext.Current.CancellationToken);

        return watched.ShouldSucceed().Output;
    }
}
