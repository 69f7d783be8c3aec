using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class ToolInstallationTests(PackedTool packedTool) : IDisposable
{
    private static readonly string Version = typeof(PackedTool).Assembly.GetName().Version!.ToString(3);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AManifestGetsThePackageThatFits()
    {
        string packages = await packedTool.PackagesAsync();
        (await DotnetAsync("new", "tool-manifest")).ShouldSucceed();
        (await DotnetAsync("tool", "install", "dotnet-retrain", "--version", Version, "--source", packages)).ShouldSucceed();

        ToolRun run = await DotnetAsync("tool", "run", "dotnet-retrain", "--", "--version");

        run.ShouldSucceed().Output.ShouldStartWith(Version);
        NativeLibraries().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SoDoesExec()
    {
        string packages = await packedTool.PackagesAsync();

        ToolRun run = await DotnetAsync(
            "tool", "exec", $"dotnet-retrain@{Version}", "--yes", "--source", packages, "--", "--version");

        run.ShouldSucceed().Output.ShouldContain(Version);
        NativeLibraries().ShouldNotBeEmpty();
    }

    private IEnumerable<string> NativeLibraries() =>
        Directory.EnumerateFiles(folder.PathOf("nuget"), "*onnxruntime.*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is "libonnxruntime.so" or "libonnxruntime.dylib" or "onnxruntime.dll");

    // What an earlier run installed must not be found in the user's folders instead.
    private Task<ToolRun> DotnetAsync(params string[] arguments) => ChildProcess.RunAsync(
        "dotnet",
        arguments,
        new()
        {
            ["DOTNET_NOLOGO"] = "1",
            ["NUGET_PACKAGES"] = folder.PathOf("nuget"),
            ["DOTNET_CLI_HOME"] = folder.PathOf("home"),
        },
        TestContext.Current.CancellationToken,
        folder.Path);
}
