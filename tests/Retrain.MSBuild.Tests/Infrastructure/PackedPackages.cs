using Retrain.Tests.Shared;

[assembly: AssemblyFixture(typeof(Retrain.MSBuild.Tests.Infrastructure.PackedPackages))]

namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>
/// Retrain.MSBuild and Retrain.Runtime as their users get them: packed once per run, and unpacked into a folder of the run's own. Other
/// packages are taken from where the tests themselves have them.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>No package of that version is in any other folder.</summary>
    public const string Version = "1.0.0-tests";

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Task> packed;

    public PackedPackages()
    {
        packed = new Lazy<Task>(PackAsync);
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
        return folder.PathOf("packages");
    }

    /// <summary>Retrain.MSBuild, unpacked by NuGet.</summary>
    public async Task<string> UnpackedAsync()
    {
        await packed.Value;
        return folder.PathOf($"unpacked/retrain.msbuild/{Version}");
    }

    /// <summary>Lets projects below a folder find the packages.</summary>
    public async Task WriteNuGetConfigAsync(string directory)
    {
        await packed.Value;
        WriteNuGetConfig(directory);
    }

    public void Dispose() => folder.Dispose();

    private void WriteNuGetConfig(string directory)
    {
        string userPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(userPackages);
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder.PathOf("unpacked")}" /></config>
              <fallbackPackageFolders><add key="user" value="{userPackages}" /></fallbackPackageFolders>
              <packageSources><add key="tests" value="{folder.PathOf("packages")}" /></packageSources>
            </configuration>
            """);
    }

    private async Task PackAsync()
    {
        // Own output folders, so that the build that the tests came from stays as it is; analyzers have had their say there.
        foreach (string project in new[] { "src/Retrain.Runtime", "src/Retrain.MSBuild" })
        {
            await DotnetAsync(
                "pack", Repository.PathOf(project), "--configuration", "Release", "--output", folder.PathOf("packages"),
                $"--artifacts-path={folder.PathOf("artifacts")}", "-p:RunAnalyzers=false", $"-p:PackageVersion={Version}");
        }

        // Half a gigabyte, and nobody needs it any more.
        Directory.Delete(folder.PathOf("artifacts"), recursive: true);

        // Unpacked here, so that the first tests do not wait for each other.
        WriteNuGetConfig(Directory.CreateDirectory(folder.PathOf("unpack")).FullName);
        await File.WriteAllTextAsync(folder.PathOf("unpack/unpack.csproj"), ProjectText.With(""));
        await DotnetAsync("restore", folder.PathOf("unpack/unpack.csproj"));
    }

    private async Task DotnetAsync(params string[] arguments) =>
        (await ChildProcess.RunAsync("dotnet", arguments, BuildEnvironment.With(CacheDir), CancellationToken.None, folder.Path)).ShouldSucceed();
}
