using Retrain.Benchmarks.Builds;

namespace Retrain.Benchmarks.Serving;

/// <summary>A user's app that classifies one photo, from the packed Retrain.Runtime, as its user publishes it.</summary>
internal static class PublishedApp
{
    private const string Program = """
        using System.Diagnostics;
        using System.Globalization;
        using Retrain.Runtime;

        long started = Stopwatch.GetTimestamp();
        using ImageClassifier classifier = ImageClassifier.Load(args[0], args[1]);
        classifier.Classify(args[2]);
        double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        long again = Stopwatch.GetTimestamp();
        classifier.Classify(args[2]);
        double second = Stopwatch.GetElapsedTime(again).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:F1} {second:F1}"));
        """;

    /// <summary>Publishes it for this machine, without the runtime.</summary>
    /// <param name="packages">The packed packages.</param>
    /// <param name="folder">Gets the project and what is published.</param>
    /// <param name="readyToRun">Whether its assemblies are compiled beforehand.</param>
    /// <returns>The app's assembly.</returns>
    public static async Task<string> PublishAsync(LocalPackages packages, string folder, bool readyToRun, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        packages.WriteNuGetConfig(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <PublishReadyToRun>{(readyToRun ? "true" : "false")}</PublishReadyToRun>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Retrain.Runtime" Version="{MeasuredProject.PackagesVersion}" />
              </ItemGroup>
            </Project>
            """, cancellationToken);
        await MeasuredProject.DotnetAsync(folder, Path.Combine(folder, "cache"), ["publish", "--output", "published"], cancellationToken);
        return Path.Combine(folder, "published", "App.dll");
    }
}
