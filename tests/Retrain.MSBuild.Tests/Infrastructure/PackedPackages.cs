using Retrain.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(Retrain.MSBuild.Tests.Infrastructure.PackedPackages))]

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>
/// Retrain.MSBuild and Retrain.Runtime as their users get them: packed once per run, and unpacked into a folder of the run's own.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>No package of that version is in any other folder.</summary>
    public const string Version = "1.0.0-tests";

    private readonly TemporaryFolder folder = new();
    private readonly LocalPackages packages;
    private readonly Lazy<Task> packed;

    public PackedPackages()
    {
        packages = new LocalPackages(folder.Path, Version);
        packed = new Lazy<Task>(() => packages.PackAsync(DotnetAsync));
        DrawnPhotos.Write(Photos, 24, "circles", "squares");
    }

    /// <summary>Two categories, drawn once.</summary>
    public string Photos => folder.PathOf("photos");

    /// <summary>Shared by all tests that do not ask what was computed anew.</summary>
    public string CacheDir => folder.PathOf("cache");

    /// <summary>The folder of the .nupkg files.</summary>
    public async Task<string> PackagesAsync()
    {
        await packed.Value;
        return packages.Packages;
    }

    /// <summary>Retrain.MSBuild, unpacked by NuGet.</summary>
    public async Task<string> UnpackedAsync()
    {
        await packed.Value;
        return packages.UnpackedMSBuild;
    }

    /// <summary>What NuGet chose for a project that references all packages.</summary>
    public async Task<string> AssetsFileAsync()
    {
        await packed.Value;
        return packages.AssetsFile;
    }

    /// <summary>Lets projects below a folder find the packages.</summary>
    public async Task WriteNuGetConfigAsync(string directory)
    {
        await packed.Value;
        packages.WriteNuGetConfig(directory);
    }

    public void Dispose()
    {
        if (packed.IsValueCreated)
        {
            CompilerServer.Shutdown();
        }

        folder.Dispose();
    }

    private async Task DotnetAsync(string[] arguments) =>
        (await ChildProcess.RunAsync("dotnet", arguments, BuildEnvironment.With(CacheDir), CancellationToken.None, folder.Path))
            .ShouldSucceed();
}
