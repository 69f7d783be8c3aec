using System.IO.Compression;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class ToolPackageTests(PackedTool packedTool)
{
    [Fact]
    public async Task InstallsAndTrainsAndLabels()
    {
        string command = await packedTool.CommandAsync();
        using TrainingRun run = new TrainingRun().Draw();
        Dictionary<string, string?> environment = new()
        {
            ["RETRAIN_CACHE_DIR"] = run.CacheDir,
            // `dotnet retrain` finds dotnet-retrain on the PATH.
            ["PATH"] = $"{Path.GetDirectoryName(command)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        };

        ToolRun trained = await ChildProcess.RunAsync(
            "dotnet", ["retrain", .. run.Arguments("--how_many_training_steps", "50")], environment, TestContext.Current.CancellationToken);
        ToolRun labelled = await ChildProcess.RunAsync(
            "dotnet",
            ["retrain", "label_image", "--graph", run.Graph, "--labels", run.Labels, "--image",
                Path.Combine(run.ImageDir, "squares", "1.jpg")],
            environment,
            TestContext.Current.CancellationToken);

        trained.ShouldSucceed().Output.ShouldContain("Final test accuracy");
        labelled.ShouldSucceed().Output.ShouldStartWith("squares (score=");
    }

    [Fact]
    public async Task CarriesLicencesAndReadme()
    {
        using ZipArchive package = await OpenAsync("dotnet-retrain.*.nupkg");

        string[] names = [.. package.Entries.Select(entry => entry.FullName)];
        names.ShouldContain("README.md");
        names.ShouldContain("LICENSE");
        names.ShouldContain("THIRD-PARTY-NOTICES.txt");
        using StreamReader notices =
            new(await package.GetEntry("THIRD-PARTY-NOTICES.txt")!.OpenAsync(TestContext.Current.CancellationToken));
        (await notices.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("Apache License");
    }

    [Fact]
    public async Task HasNativeLibrariesForDesktopsAndServersOnly()
    {
        using ZipArchive package = await OpenAsync("dotnet-retrain.*.nupkg");

        package.Entries.Select(entry => entry.FullName).Where(name => name.Contains("/runtimes/", StringComparison.Ordinal))
            .Select(name => name.Split("/runtimes/")[1].Split('/')[0]).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["linux-arm64", "linux-x64", "osx", "osx-arm64", "win-arm64", "win-x64"]);

        // What the package gallery takes is 250 MB.
        package.Entries.Sum(entry => entry.CompressedLength).ShouldBeLessThan(120_000_000);
    }

    [Fact]
    public async Task OfTheRuntimeHasNoTrainingCode()
    {
        using ZipArchive package = await OpenAsync("Retrain.Runtime.*.nupkg");

        package.Entries.Select(entry => entry.Name).Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
            .ShouldBe(["Retrain.Runtime.dll"]);
        using StreamReader specification = new(
            await package.Entries.Single(entry => entry.Name == "Retrain.Runtime.nuspec").OpenAsync(TestContext.Current.CancellationToken));
        (await specification.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Sqlite");
    }

    private async Task<ZipArchive> OpenAsync(string pattern) =>
        await ZipFile.OpenReadAsync(
            Directory.EnumerateFiles(await packedTool.PackagesAsync(), pattern).Single(), TestContext.Current.CancellationToken);
}
