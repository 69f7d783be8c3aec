namespace Retrain.Tests.Infrastructure;

/// <summary>The packages of builds and apps as their users get them, packed from this checkout into a folder of their own.</summary>
/// <param name="folder">
/// Gets the .nupkg files, and what NuGet unpacks of them; other packages are taken from where the user has them.
/// </param>
/// <param name="version">A version that no other folder has.</param>
internal sealed class LocalPackages(string folder, string version)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Retrain.MSBuild" Version="$(RetrainVersion)" />
            <PackageReference Include="Retrain.Extensions" Version="$(RetrainVersion)" />
            <PackageReference Include="Retrain.Runtime" Version="$(RetrainVersion)" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The folder of the .nupkg files.</summary>
    public string Packages => Path.Combine(folder, "packages");

    /// <summary>The folder into which NuGet unpacks Retrain.MSBuild.</summary>
    public string UnpackedMSBuild => Path.Combine(Unpacked, "retrain.msbuild", version);

    /// <summary>What NuGet chose for a project that references all packages.</summary>
    public string AssetsFile => Path.Combine(folder, "unpack", "obj", "project.assets.json");

    private string Unpacked => Path.Combine(folder, "unpacked");

    /// <summary>Packs and unpacks, so that the first projects do not wait for each other.</summary>
    /// <param name="dotnet">Runs dotnet with these arguments, and fails where it fails.</param>
    public async Task PackAsync(Func<string[], Task> dotnet)
    {
        foreach (string project in new[] { "src/Retrain.Runtime", "src/Retrain.Extensions", "src/Retrain.MSBuild" })
        {
            await dotnet([.. PackedBuild.PackArguments(project, Packages), $"-p:PackageVersion={version}"]);
        }

        string unpack = Directory.CreateDirectory(Path.Combine(folder, "unpack")).FullName;
        WriteNuGetConfig(unpack);
        string projectFile = Path.Combine(unpack, "unpack.csproj");
        await File.WriteAllTextAsync(projectFile, Project);
        await dotnet(["restore", projectFile, $"-p:RetrainVersion={version}"]);
    }

    /// <summary>Lets projects below a folder find the packages.</summary>
    public void WriteNuGetConfig(string directory)
    {
        string userPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(userPackages);
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Unpacked}" /></config>
              <fallbackPackageFolders><add key="user" value="{userPackages}" /></fallbackPackageFolders>
              <packageSources><add key="local" value="{Packages}" /></packageSources>
            </configuration>
            """);
    }
}
