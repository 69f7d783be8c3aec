using Retrain.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs <c>dotnet retrain init</c> in a folder.</summary>
internal static class InitProcess
{
    public static Task<ToolRun> RunAsync(TemporaryFolder folder, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, "init", .. arguments], [], TestContext.Current.CancellationToken, folder.Path);
}
