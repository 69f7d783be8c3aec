using Microsoft.Build.Utilities;
using Retrain.MSBuild.Diagnostics;
using Retrain.MSBuild.Libraries;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Libraries;

public sealed class EngineLibrariesTests : IDisposable
{
    private const string Native = "SkiaSharp.NativeAssets.Linux.NoDependencies";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void AreTheProjectsOwn()
    {
        EngineLibraries libraries = Of(
            ("Microsoft.ML.OnnxRuntime.Managed", "1.99.0"),
            ("Microsoft.ML.OnnxRuntime", "1.99.0"),
            ("SkiaSharp", "4.200.1"),
            (Native, "4.200.1"),
            ("SkiaSharp.NativeAssets.Win32", "4.200.1"),
            ("SkiaSharp.NativeAssets.macOS", "4.200.1"));

        libraries.Versions.Select(package => $"{package.Name} {package.Version}")
            .ShouldBe(["Microsoft.ML.OnnxRuntime 1.99.0", "SkiaSharp 4.200.1"]);
        libraries.Folders.ShouldAllBe(path => Directory.Exists(path));
        libraries.Folders.Count.ShouldBe(4);
    }

    [Fact]
    public void AreFoundForThisMachineWhereTheAppIsForAnother()
    {
        _ = FolderOf(Native, "4.200.1");
        _ = FolderOf("SkiaSharp.NativeAssets.Win32", "4.200.1");
        _ = FolderOf("SkiaSharp.NativeAssets.macOS", "4.200.1");
        _ = FolderOf("Microsoft.ML.OnnxRuntime", "1.99.0");

        EngineLibraries libraries = Of(("Microsoft.ML.OnnxRuntime.Managed", "1.99.0"), ("SkiaSharp", "4.200.1"));

        libraries.Folders.Count.ShouldBe(4);
        libraries.Folders.ShouldAllBe(path => Directory.Exists(path));
    }

    [Theory]
    [InlineData("Microsoft.ML.OnnxRuntime.Managed", "1.2.0", "RT4140")]
    [InlineData("Microsoft.ML.OnnxRuntime.Managed", "2.0.0", "RT4140")]
    [InlineData("SkiaSharp", "4.0.0", "RT4140")]
    [InlineData("SkiaSharp", "5.0.0-preview.1", "RT4140")]
    [InlineData("SkiaSharp", "4.201.0", "RT4141")]
    [InlineData("Microsoft.ML.OnnxRuntime.Managed", "1.98.0", "RT4141")]
    [InlineData("SkiaSharp", null, "RT4114")]
    [InlineData("Microsoft.ML.OnnxRuntime.Managed", null, "RT4114")]
    public void MustBeOfVersionsThatWorkTogether(string package, string? version, string code)
    {
        Dictionary<string, string?> versions = new()
        {
            ["Microsoft.ML.OnnxRuntime.Managed"] = "1.99.0",
            ["Microsoft.ML.OnnxRuntime"] = "1.99.0",
            ["SkiaSharp"] = "4.200.1",
            [Native] = "4.200.1",
            ["SkiaSharp.NativeAssets.Win32"] = "4.200.1",
            ["SkiaSharp.NativeAssets.macOS"] = "4.200.1",
            [package] = version,
        };

        InvalidModelException exception = Should.Throw<InvalidModelException>(
            () => Of([.. versions.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value!))]));

        exception.Problems.Single().Code.ShouldBe(code);
    }

    public void Dispose() => folder.Dispose();

    private EngineLibraries Of(params (string Name, string Version)[] packages) => new(
        packages.Select(package => ResolvedPackage.Of(new TaskItem(
            Path.Combine(FolderOf(package.Name, package.Version), "lib/net10.0/any.dll"),
            new Dictionary<string, string> { ["NuGetPackageId"] = package.Name, ["NuGetPackageVersion"] = package.Version }))!),
        [folder.PathOf("empty"), folder.Path],
        "App.csproj");

    private string FolderOf(string name, string version) =>
        Directory.CreateDirectory(folder.PathOf(Path.Combine(name.ToLowerInvariant(), version))).FullName;
}
