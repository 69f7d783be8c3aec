using System.Diagnostics;
using Retrain.Benchmarks.Processes;

namespace Retrain.Benchmarks.Builds;

/// <summary>An app that a user writes with the packed packages: it references Retrain.Runtime.</summary>
internal sealed class AppProject
{
    /// <summary>No package of that version is in any other folder.</summary>
    public const string PackagesVersion = "1.0.0-benchmarks";

    private readonly string folder;

    /// <param name="packages">The packages that <see cref="PackAsync"/> packed.</param>
    /// <param name="folder">Gets the project.</param>
    /// <param name="program">The text of Program.cs.</param>
    /// <param name="properties">Properties of the project that not every app has.</param>
    /// <param name="items">Items of the project that not every app has.</param>
    public AppProject(LocalPackages packages, string folder, string program, string properties = "", string items = "")
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        packages.WriteNuGetConfig(folder);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);

        // For one system, as an output with the native libraries of all of them is 700 MB.
        File.WriteAllText(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Retrain.Runtime" Version="{PackagesVersion}" />
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Packs the packages from this checkout.</summary>
    public static async Task<LocalPackages> PackAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        LocalPackages packages = new(folder.Path, PackagesVersion);
        await packages.PackAsync(arguments => DotnetCommand.RunAsync(folder.Path, arguments, cancellationToken));
        return packages;
    }

    /// <summary>Runs dotnet restore.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => DotnetCommand.RunAsync(folder, ["restore"], cancellationToken);

    /// <summary>Runs dotnet build --no-restore.</summary>
    /// <returns>The time from the process's start to its end.</returns>
    public async Task<TimeSpan> BuildAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await DotnetCommand.RunAsync(folder, ["build", "--no-restore"], cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Runs dotnet publish.</summary>
    /// <returns>The app's assembly.</returns>
    public async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        await DotnetCommand.RunAsync(folder, ["publish", "--output", "published"], cancellationToken);
        return Path.Combine(folder, "published", "App.dll");
    }
}
