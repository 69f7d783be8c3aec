using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Apps;

public sealed class NewProjectTests(PackedPackages packages)
{
    private const string Photo = "photos/squares/3.jpg";

    [Fact]
    public async Task TrainsEmbedsAndClassifies()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers));
        project.Write("Program.cs", AppSource.Classify);

        BuildRun built = await project.BuildAsync();

        built.ShouldTrain().Output.ShouldMatch(
            @"Flowers: 2 labels, 48 images \(\d+ new\), test accuracy \d+\.\d% \([\d.]+-[\d.]+, N=\d+\), \d+\.\d s");
        Resources(project.PathOf("bin/Debug/net10.0/App.dll"))
            .ShouldBe(["Flowers.manifest.json", "Flowers.output_graph.pb", "Flowers.output_labels.txt"], ignoreOrder: true);
        await ShouldClassifyAsync(project, "dotnet", project.PathOf("bin/Debug/net10.0/App.dll"));

        // A build that trains nothing leaves the files there: IncrementalClean knows them.
        (await project.BuildAsync()).ShouldNotTrain();
        File.Exists(project.ModelFile(".output_graph.pb")).ShouldBeTrue();

        (await project.RunAsync("publish", "--no-restore", "--configuration", "Debug", "--output", project.PathOf("published")))
            .ShouldNotTrain();
        await ShouldClassifyAsync(project, "dotnet", project.PathOf("published/App.dll"));
    }

    /// <summary>Warnings are errors: anything in the runtime or below it that trimming might break fails the build.</summary>
    [Fact]
    public async Task IsPublishedAsOneTrimmedFileAndGivesLabelImagesScores()
    {
        using UserProject project = await UserProject.CreatedAsync(packages, ProjectText.With(ProjectText.Flowers));
        project.Write("Program.cs", """
            using System.Globalization;
            using Retrain.Runtime;

            using ImageClassifier flowers = App.FlowersModel.Load();
            foreach (Prediction prediction in flowers.Classify(args[0]))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.Label} {prediction.Probability:R}"));
            }
            """);

        (await project.RunAsync(
            "publish", "--use-current-runtime", "--self-contained",
            "-p:PublishSingleFile=true", "-p:PublishTrimmed=true", "-p:TrimmerSingleWarn=false", "-p:TreatWarningsAsErrors=true",
            "-p:InvariantGlobalization=true", "--output", project.PathOf("published"))).ShouldTrain();

        Directory.EnumerateFiles(project.PathOf("published"), "*.dll").Select(Path.GetFileName).ShouldNotContain("Retrain.Runtime.dll");
        ToolRun classified = await ChildProcess.RunAsync(
            project.PathOf(OperatingSystem.IsWindows() ? "published/App.exe" : "published/App"), [project.PathOf(Photo)],
            BuildEnvironment.Offline(project.CacheDir), TestContext.Current.CancellationToken);
        classified.ShouldSucceed().Output.ShouldBe(await ScoresOfLabelImageAsync(project));
    }

    [Fact]
    public async Task CopiesAModelThatIsNotEmbedded()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers
            .Replace("/>", "Embed=\"false\" />", StringComparison.Ordinal)
            .Replace("squares\" Embed=\"false\"", "squares\"", StringComparison.Ordinal)));
        project.Write("Program.cs", AppSource.Classify);

        (await project.RunAsync("publish", "--no-restore", "--output", project.PathOf("published"))).ShouldTrain();

        Resources(project.PathOf("bin/Release/net10.0/App.dll")).ShouldBeEmpty();
        File.Exists(project.PathOf("bin/Release/net10.0/Flowers.output_graph.pb")).ShouldBeTrue();
        await ShouldClassifyAsync(project, "dotnet", project.PathOf("published/App.dll"));

        // As a library, it hands the files to the app that references its package.
        (await project.RunAsync("pack", "--no-build", "--output", project.PathOf("packed"))).ShouldNotTrain();
        using ZipArchive package = await ZipFile.OpenReadAsync(
            project.PathOf("packed/App.1.0.0.nupkg"), TestContext.Current.CancellationToken);
        package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("contentFiles/", StringComparison.Ordinal)).ShouldBe(
            [
                "contentFiles/any/net10.0/Flowers.manifest.json", "contentFiles/any/net10.0/Flowers.output_graph.pb",
                "contentFiles/any/net10.0/Flowers.output_labels.txt",
            ], ignoreOrder: true);
        using StreamReader specification = new(
            await package.GetEntry("App.nuspec")!.OpenAsync(TestContext.Current.CancellationToken));
        (await specification.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain(
            """<files include="any/net10.0/Flowers.output_graph.pb" buildAction="None" copyToOutput="true" />""");
    }

    private static async Task<string> ScoresOfLabelImageAsync(UserProject project)
    {
        ToolRun labelled = await project.DotnetAsync(
            PackedBuild.Tool, "label_image", "--graph", project.ModelFile(".output_graph.pb"),
            "--labels", project.ModelFile(".output_labels.txt"), "--image", project.PathOf(Photo), "--json");
        using JsonDocument json = JsonDocument.Parse(labelled.ShouldSucceed().Output);
        return string.Concat(json.RootElement.GetProperty("predictions").EnumerateArray()
            .Select(prediction => $"{prediction.GetProperty("label").GetString()} {prediction.GetProperty("probability").GetRawText()}\n"));
    }

    private static async Task ShouldClassifyAsync(UserProject project, string command, params string[] arguments)
    {
        (await ChildProcess.RunAsync(
            command, [.. arguments, project.PathOf(Photo)],
            BuildEnvironment.Offline(project.CacheDir), TestContext.Current.CancellationToken))
            .ShouldSucceed().Output.ShouldBe("squares True\n");
    }

    private static string[] Resources(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.ManifestResources.Select(handle => metadata.GetString(metadata.GetManifestResource(handle).Name))];
    }
}
