using System.IO.Compression;
using Retrain.MSBuild.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.MSBuild.Tests.Packages;

public sealed class MSBuildPackageTests(PackedPackages packages)
{
    [Fact]
    public async Task CarriesTasksEngineAndLicences()
    {
        string path = Directory.EnumerateFiles(await packages.PackagesAsync(), "Retrain.MSBuild.*.nupkg").Single();
        using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);

        string[] names =
        [
            .. package.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                    && !name.StartsWith("package/", StringComparison.Ordinal)
                    && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal),
        ];

        Snapshot.Match(string.Join("\n", names), "msbuild_package_files");

        // Without ONNX Runtime and SkiaSharp, which a project has already.
        new FileInfo(path).Length.ShouldBeLessThan(20_000_000);
        using StreamReader specification = new(
            await package.GetEntry("Retrain.MSBuild.nuspec")!.OpenAsync(TestContext.Current.CancellationToken));
        string text = await specification.ReadToEndAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("<developmentDependency>true</developmentDependency>");
        text.ShouldNotContain("<dependency ");
    }
}
