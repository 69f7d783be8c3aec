using Retrain.Tests.Shared;

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>Runs <c>dotnet retrain init</c> in a folder.</summary>
internal static class InitProcess
{
    private static readonly string ToolPath = Path.Combine(AppContext.BaseDirectory, "dotnet-retrain.dll");

    public static Task<ToolRun> RunAsync(TemporaryFolder folder, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync("dotnet", [ToolPath, "init", .. arguments], [], TestContext.Current.CancellationToken, folder.Path);
}
