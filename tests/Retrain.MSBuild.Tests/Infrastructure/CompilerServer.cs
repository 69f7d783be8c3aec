using System.Diagnostics;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>
/// The compiler server that all builds of one run share: starting the compiler takes longer than what it does for a small project. Its name
/// is the run's own, so that no build of the user's is served by it or ended with it.
/// </summary>
internal static class CompilerServer
{
    /// <summary>The value of SharedCompilationId.</summary>
    public static string Name { get; } = $"retrain-tests-{Environment.ProcessId}";

    /// <summary>Ends the server, if there is one.</summary>
    public static void Shutdown()
    {
        // This process may have been started by a dotnet of another version than the builds take.
        string project = Repository.PathOf("src/Retrain.MSBuild/Retrain.MSBuild.csproj");
        string sdk = Run("msbuild", "-getProperty:RoslynTargetsPath", project).Trim();
        Run(Path.Combine(sdk, "bincore", "VBCSCompiler.dll"), $"-pipename:{Name}", "-shutdown");
    }

    private static string Run(params string[] arguments)
    {
        using Process process = ChildProcess.Start("dotnet", arguments, BuildEnvironment.With(Path.GetTempPath()));
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {arguments[0]} ended with {process.ExitCode}");
    }
}
