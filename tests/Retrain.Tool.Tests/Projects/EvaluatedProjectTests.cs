using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Projects;

public sealed class EvaluatedProjectTests(EvaluatedSamples samples) : IClassFixture<EvaluatedSamples>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => ChangedProjectTests.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void HaveTheModelAndEachPackageOnce(string name)
    {
        ILookup<string, string> items = samples.ItemsOf(name);

        items["RetrainModel"].ShouldHaveSingleItem().ShouldBe(name == "model_without_references" ? "Flowers" : "App");
        items["PackageReference"].Count(package => package.Equals("Retrain.MSBuild", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        items["PackageReference"].Count(package => package == "Retrain.Runtime").ShouldBe(1);
    }

    [Fact]
    public void CentralVersionsGoWithTheirReferences()
    {
        ILookup<string, string> items = samples.ItemsOf("central_versions");

        items["PackageReference"].ShouldBe(["Serilog", "Retrain.MSBuild", "Retrain.Runtime"]);
        items["PackageVersion"].ShouldBe(["Polly", "Serilog", "Retrain.MSBuild", "Retrain.Runtime"]);
    }

    [Fact]
    public async Task ReadTheImageFolderAsItIsCalled()
    {
        const string Odd = "a;b & $(c) @(d) 50%25 \"é\" <1>";
        SampleProjects.All["console"].WriteTo(folder);
        Directory.CreateDirectory(folder.PathOf(Odd));
        (await InitProcess.RunAsync(folder, "--model", "Odd", "--image_dir", Odd)).ShouldSucceed();

        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", ["msbuild", folder.PathOf("App.csproj"), "-getItem:RetrainModel"], [], TestContext.Current.CancellationToken,
            folder.Path);

        using JsonDocument evaluated = JsonDocument.Parse(run.ShouldSucceed().Output);
        evaluated.RootElement.GetProperty("Items").GetProperty("RetrainModel")[0].GetProperty("ImageDir").GetString().ShouldBe(Odd);
    }
}
