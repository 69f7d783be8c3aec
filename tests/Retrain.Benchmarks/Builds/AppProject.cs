using System.Diagnostics;

namespace Retrain.Benchmarks.Builds;

/// <summary>An app of one line, with or without a model, built as its user does.</summary>
internal sealed class MeasuredProject
{
    /// <summary>No package of that version is in any other folder.</summary>
    public const string PackagesVersion = "1.0.0-benchmarks";

    private readonly string folder;
    private readonly string cacheDir;

    /// <param name="packages">The packed packages.</param>
    /// <param name="folder">Gets the project.</param>
    /// <param name="imageDir">The model's folder of category folders; without one the project has neither model nor Retrain.MSBuild.</param>
    public MeasuredProject(LocalPackages packages, string folder, string? imageDir = null)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        cacheDir = Path.Combine(folder, "cache");
        string model = imageDir is null ? "" : $"""
            <PackageReference Include="Retrain.MSBuild" Version="{PackagesVersion}" PrivateAssets="all" />
                <RetrainModel Include="Photos" ImageDir="{imageDir}" />
            """;
        packages.WriteNuGetConfig(folder);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(\"built\");");
        File.WriteAllText(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Retrain.Runtime" Version="{PackagesVersion}" />
                {model}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>dotnet restore.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => DotnetAsync(folder, cacheDir, ["restore"], cancellationToken);

    /// <summary>dotnet build --no-restore.</summary>
    /// <returns>From the process's start to its end.</returns>
    public async Task<TimeSpan> BuildAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        await DotnetAsync(folder, cacheDir, ["build", "--no-restore"], cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Runs dotnet with the compiler server, as its users do, which ends by itself when it has had nothing to do for a while.</summary>
    public static async Task DotnetAsync(string folder, string cacheDir, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["RETRAIN_CACHE_DIR"] = cacheDir;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["UseSharedCompilation"] = "true";
        start.Environment["NuGetAudit"] = "false";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{output}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
