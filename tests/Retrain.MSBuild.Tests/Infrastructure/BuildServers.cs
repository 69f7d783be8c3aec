using System.Collections.Concurrent;
using System.Globalization;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>
/// MSBuild in processes that stay, one for each of the builds that run at the same time: starting MSBuild and compiling its code takes
/// longer than the rest of a small build. Their names are the run's own, so that no build of the user's is served by them or ended with
/// them.
/// </summary>
internal static class BuildServers
{
    /// <summary>Keeps a build in its server: further processes that it started would stay too, and not end with the server.</summary>
    public const string OneProcess = "-maxcpucount:1";

    private static readonly ConcurrentBag<string> Idle = [];
    private static int servers;

    /// <summary>Runs a build with a server that no other build uses meanwhile.</summary>
    /// <param name="build">The build, with variables of its environment besides its own.</param>
    public static async Task<T> RunAsync<T>(Func<Dictionary<string, string?>, Task<T>> build)
    {
        if (!Idle.TryTake(out string? name))
        {
            string number = Interlocked.Increment(ref servers).ToString(CultureInfo.InvariantCulture);
            name = $"retrain-tests-{Environment.ProcessId}-{number}";
        }

        T built = await build(Variables(name));

        // One whose build was cancelled may still be at work.
        Idle.Add(name);
        return built;
    }

    /// <summary>Ends the servers, if there are any.</summary>
    public static void Shutdown()
    {
        foreach (string name in Idle)
        {
            Dictionary<string, string?> environment = new(BuildEnvironment.With(Path.GetTempPath()));
            foreach ((string variable, string? value) in Variables(name))
            {
                environment[variable] = value;
            }

            ChildProcess.RunAsync("dotnet", ["build-server", "shutdown", "--msbuild"], environment, CancellationToken.None)
                .GetAwaiter().GetResult().ShouldSucceed();
        }
    }

    private static Dictionary<string, string?> Variables(string name) => new()
    {
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "1",
        ["MSBUILDNODEHANDSHAKESALT"] = name,
        ["MSBUILDDISABLENODEREUSE"] = null,
    };
}
