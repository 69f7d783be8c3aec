using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Retrain.Tool.Tests.Infrastructure.PackedTool))]

namespace Retrain.Tool.Tests.Infrastructure;

/// <summary>
/// The tool as its users get it, installed from its packages: those that build/build.cs has packed for all platforms, or where the tests
/// run alone those for this one and for any other, packed once per run.
/// </summary>
public sealed class PackedTool : IDisposable
{
    private static readonly string? BuiltPackages = Environment.GetEnvironmentVariable("RETRAIN_TEST_PACKAGES");

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task> packed;
    private readonly Lazy<Task> installed;

    public PackedTool()
    {
        packed = new Lazy<Task>(PackAsync);
        installed = new Lazy<Task>(InstallAsync);
    }

    /// <summary>Whether build/build.cs has packed all packages for all platforms.</summary>
    public static bool AreBuilt => BuiltPackages is not null;

    /// <summary>The folder of the .nupkg files.</summary>
    public async Task<string> PackagesAsync()
    {
        await packed.Value;
        return BuiltPackages ?? folder.PathOf("packages");
    }

    /// <summary>The installed command's path.</summary>
    public async Task<string> CommandAsync()
    {
        await installed.Value;
        return Path.Combine(folder.PathOf("tool"), OperatingSystem.IsWindows() ? "dotnet-retrain.exe" : "dotnet-retrain");
    }

    public void Dispose() => folder.Dispose();

    private async Task PackAsync()
    {
        if (BuiltPackages is not null)
        {
            return;
        }

        await DotnetAsync(PackedBuild.PackArguments("src/Retrain.Runtime", folder.PathOf("packages")));
        await DotnetAsync(
            "pack", Repository.PathOf("src/Retrain.Tool"), "--configuration", "Release", "--output", folder.PathOf("packages"),
            "-p:PackForPlatforms=true", $"-p:ToolPackageRuntimeIdentifiers=\"{RuntimeInformation.RuntimeIdentifier};any\"",
            "--artifacts-path", folder.PathOf("build"));
    }

    private async Task InstallAsync()
    {
        await DotnetAsync(
            "tool", "install", "dotnet-retrain", "--tool-path", folder.PathOf("tool"), "--source", await PackagesAsync(),
            "--version", typeof(PackedTool).Assembly.GetName().Version!.ToString(3), "--no-cache");
    }

    private async Task DotnetAsync(params string[] arguments)
    {
        Dictionary<string, string?> environment = new() { ["DOTNET_NOLOGO"] = "1" };
        if (arguments[0] == "tool")
        {
            // A tool of an earlier run must not be found in the user's folders instead of the one just packed.
            environment["NUGET_PACKAGES"] = folder.PathOf("nuget");
            environment["DOTNET_CLI_HOME"] = folder.PathOf("home");
        }

        (await ChildProcess.RunAsync("dotnet", arguments, environment, CancellationToken.None, folder.Path)).ShouldSucceed();
    }
}
