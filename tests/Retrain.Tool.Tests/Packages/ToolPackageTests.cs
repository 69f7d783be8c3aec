using System.IO.Compression;
using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class ToolPackageTests(PackedTool packedTool)
{
    private static readonly string[] NativeLibraries =
        [.. ((string[])["win-x64", "osx-arm64", "linux-x64"]).SelectMany(LibrariesOf)];

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
        foreach (string path in await ToolPackagesAsync())
        {
            using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            string[] names = [.. package.Entries.Select(entry => entry.FullName)];
            names.ShouldContain("README.md");
            names.ShouldContain("LICENSE");
            using StreamReader notices =
                new(await package.GetEntry("THIRD-PARTY-NOTICES.txt")!.OpenAsync(TestContext.Current.CancellationToken));
            (await notices.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("Apache License");
        }
    }

    [Fact]
    public async Task HasOnlyWhatItsPlatformRuns()
    {
        string version = typeof(PackedTool).Assembly.GetName().Version!.ToString(3);
        foreach (string path in await ToolPackagesAsync())
        {
            using ZipArchive package = await ZipFile.OpenReadAsync(path, TestContext.Current.CancellationToken);
            string platform = Path.GetFileName(path)["dotnet-retrain.".Length..^$"{version}.nupkg".Length].TrimEnd('.');
            string[] libraries = [.. package.Entries.Select(entry => entry.Name).Where(name => NativeLibraries.Contains(name))];

            libraries.ShouldBe(LibrariesOf(platform), ignoreOrder: true, platform);
            package.Entries.Select(entry => entry.Name)
                .ShouldAllBe(name => !name.EndsWith(".pdb", StringComparison.Ordinal) && !name.EndsWith(".lib", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(
        "label_image", "--graph", "graph.pb", "--labels", "labels.txt", "--input_layer", "input", "--output_layer", "bottleneck",
        "--image", "photo.png")]
    [InlineData("check", "--image_dir", "photos")]
    [InlineData("--image_dir", "photos")]
    public async Task WhereNetworksDoNotRunItSaysWhereTheyDo(params string[] arguments)
    {
        using TemporaryFolder folder = new();
        string tool = await UnpackedAsync("any", folder);
        DrawnPhotos.Write(folder.PathOf("photos"), 24, "circles", "squares");
        File.Copy(Directory.EnumerateFiles(folder.PathOf("photos/squares")).First(), folder.PathOf("photo.png"));
        File.Move(EmbeddedGraph.WriteTo(folder), folder.PathOf("graph.pb"));
        await File.WriteAllLinesAsync(
            folder.PathOf("labels.txt"), Enumerable.Range(0, 1280).Select(i => $"{i}"), TestContext.Current.CancellationToken);
        Dictionary<string, string?> environment = new() { ["RETRAIN_CACHE_DIR"] = folder.PathOf("cache") };

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", [tool, .. arguments], environment, TestContext.Current.CancellationToken, folder.Path);

        run.ShouldFail(1, "RT4078").Error.ShouldContain(
            $"on this machine ({RuntimeInformation.RuntimeIdentifier}), for which its package has no native libraries; ");
        run.Error.ShouldNotContain("RT2025");
    }

    [Fact]
    public async Task EverywhereItPrintsHelp()
    {
        using TemporaryFolder folder = new();
        string tool = await UnpackedAsync("any", folder);

        ToolRun run = await ChildProcess.RunAsync("dotnet", [tool, "--help"], [], TestContext.Current.CancellationToken);

        run.ShouldSucceed().Output.ShouldContain("--image_dir");
    }

    [Fact]
    public async Task OfTheRuntimeHasNoTrainingCode()
    {
        using ZipArchive package = await OpenAsync("Retrain.Runtime.*.nupkg");

        package.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
            .ShouldBe(["lib/net10.0/Retrain.Runtime.dll", "lib/net8.0/Retrain.Runtime.dll"], ignoreOrder: true);
        using StreamReader specification = new(
            await package.Entries.Single(entry => entry.Name == "Retrain.Runtime.nuspec").OpenAsync(TestContext.Current.CancellationToken));
        (await specification.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("Sqlite");
    }

    private async Task<string> UnpackedAsync(string platform, TemporaryFolder folder)
    {
        using ZipArchive package = await OpenAsync($"dotnet-retrain.{platform}.*.nupkg");
        await package.ExtractToDirectoryAsync(folder.PathOf("package"), TestContext.Current.CancellationToken);
        return Directory.EnumerateFiles(folder.PathOf("package/tools"), "dotnet-retrain.dll", SearchOption.AllDirectories).Single();
    }

    private async Task<IReadOnlyList<string>> ToolPackagesAsync() =>
        [.. Directory.EnumerateFiles(await packedTool.PackagesAsync(), "dotnet-retrain.*.nupkg")];

    // The first package only names those of the platforms.
    private static string[] LibrariesOf(string platform) => platform switch
    {
        "" => [],
        "any" or "linux-musl-x64" or "linux-musl-arm64" => [],
        _ when platform.StartsWith("win-", StringComparison.Ordinal) => ["e_sqlite3.dll", "libSkiaSharp.dll", "onnxruntime.dll"],
        _ when platform.StartsWith("osx-", StringComparison.Ordinal) =>
            ["libe_sqlite3.dylib", "libonnxruntime.dylib", "libSkiaSharp.dylib"],
        _ => ["libe_sqlite3.so", "libonnxruntime.so", "libSkiaSharp.so"],
    };

    private async Task<ZipArchive> OpenAsync(string pattern) =>
        await ZipFile.OpenReadAsync(
            Directory.EnumerateFiles(await packedTool.PackagesAsync(), pattern).Single(), TestContext.Current.CancellationToken);
}
