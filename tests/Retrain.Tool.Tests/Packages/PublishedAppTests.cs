using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Packages;

public sealed class PublishedAppTests : IAsyncLifetime
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public async ValueTask InitializeAsync() => (await run.TrainAsync("--final_tensor_name", "shape")).ShouldSucceed();

    public ValueTask DisposeAsync()
    {
        run.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Warnings are errors: anything in the runtime or below it that trimming might break fails the build.</summary>
    [Fact]
    public async Task TrimmedAndInOneFileGivesLabelImagesScores()
    {
        string photo = Path.Combine(run.ImageDir, "squares", "1.jpg");
        run.Folder.Write("app/App.csproj", System.Text.Encoding.UTF8.GetBytes(Project()));
        run.Folder.Write("app/Program.cs", """
            using System.Globalization;
            using Retrain.Runtime;

            using ImageClassifier shapes = ImageClassifier.Load(typeof(Program).Assembly, "Shapes");
            foreach (Prediction prediction in shapes.Classify(args[0]))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prediction.Label} {prediction.Probability:R}"));
            }
            """u8);

        (await RunAsync(
            "dotnet", "publish", run.Folder.PathOf("app"), "--output", run.Folder.PathOf("published"),
            $"--artifacts-path={run.Folder.PathOf("artifacts")}")).ShouldSucceed();
        ToolRun classified =
            await RunAsync(run.Folder.PathOf(Path.Combine("published", OperatingSystem.IsWindows() ? "App.exe" : "App")), photo);

        Directory.EnumerateFiles(run.Folder.PathOf("published"), "*.dll").Select(Path.GetFileName).ShouldNotContain("Retrain.Runtime.dll");
        classified.ShouldSucceed().Output.ShouldBe(await ScoresOfLabelImageAsync(photo));
    }

    private string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishSingleFile>true</PublishSingleFile>
            <PublishTrimmed>true</PublishTrimmed>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <EmbeddedResource Include="{run.Graph}" LogicalName="Shapes.output_graph.pb" />
            <EmbeddedResource Include="{run.Labels}" LogicalName="Shapes.output_labels.txt" />
            <EmbeddedResource Include="{run.Manifest}" LogicalName="Shapes.manifest.json" />
            <ProjectReference Include="{Repository.PathOf("src/Retrain.Runtime/Retrain.Runtime.csproj")}" />
          </ItemGroup>
        </Project>
        """;

    private async Task<string> ScoresOfLabelImageAsync(string photo)
    {
        ToolRun labelled = await ToolProcess.RunAsync(
            run.CacheDir, "label_image", "--graph", run.Graph, "--labels", run.Labels, "--output_layer", "shape", "--image", photo,
            "--json");
        using JsonDocument json = JsonDocument.Parse(labelled.ShouldSucceed().Output);
        return string.Concat(json.RootElement.GetProperty("predictions").EnumerateArray()
            .Select(prediction => $"{prediction.GetProperty("label").GetString()} {prediction.GetProperty("probability").GetRawText()}\n"));
    }

    private static Task<ToolRun> RunAsync(string fileName, params IReadOnlyList<string> arguments) =>
        ChildProcess.RunAsync(fileName, arguments, [], TestContext.Current.CancellationToken);
}
