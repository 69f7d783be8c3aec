using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Projects;

public sealed class EvaluatedProjectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => ChangedProjectTests.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task HaveTheModelAndEachPackageOnce(string name)
    {
        ProjectSample sample = SampleProjects.All[name];
        sample.WriteTo(folder);
        (await InitProcess.RunAsync(folder, sample.ProjectPath)).ShouldSucceed();

        JsonElement items = await EvaluateAsync(sample.ProjectPath);

        JsonElement model = items.GetProperty("RetrainModel").EnumerateArray().ShouldHaveSingleItem();
        model.GetProperty("Identity").GetString().ShouldBe(name == "model_without_references" ? "Flowers" : "App");
        string[] packages = [.. Identities(items.GetProperty("PackageReference"))];
        packages.Count(package => package.Equals("Retrain.MSBuild", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        packages.Count(package => package == "Retrain.Runtime").ShouldBe(1);
    }

    [Fact]
    public async Task CentralVersionsGoWithTheirReferences()
    {
        ProjectSample sample = SampleProjects.All["central_versions"];
        sample.WriteTo(folder);
        (await InitProcess.RunAsync(folder, sample.ProjectPath)).ShouldSucceed();

        JsonElement items = await EvaluateAsync(sample.ProjectPath);

        Identities(items.GetProperty("PackageReference")).ShouldBe(["Serilog", "Retrain.MSBuild", "Retrain.Runtime"]);
        Identities(items.GetProperty("PackageVersion")).ShouldBe(["Polly", "Serilog", "Retrain.MSBuild", "Retrain.Runtime"]);
    }

    [Fact]
    public async Task ReadTheImageFolderAsItIsCalled()
    {
        const string Odd = "a;b & $(c) @(d) 50%25 \"é\" <1>";
        SampleProjects.All["console"].WriteTo(folder);
        Directory.CreateDirectory(folder.PathOf(Odd));
        (await InitProcess.RunAsync(folder, "--model", "Odd", "--image_dir", Odd)).ShouldSucceed();

        JsonElement items = await EvaluateAsync("App.csproj");

        items.GetProperty("RetrainModel")[0].GetProperty("ImageDir").GetString().ShouldBe(Odd);
    }

    private async Task<JsonElement> EvaluateAsync(string project)
    {
        string[] query = [.. new[] { "RetrainModel", "PackageReference", "PackageVersion" }.Select(type => $"-getItem:{type}")];
        ToolRun run = await ChildProcess.RunAsync(
            "dotnet", ["msbuild", folder.PathOf(project), .. query], [], TestContext.Current.CancellationToken, folder.Path);
        return JsonDocument.Parse(run.ShouldSucceed().Output).RootElement.GetProperty("Items");
    }

    private static IEnumerable<string> Identities(JsonElement items) =>
        items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
}
