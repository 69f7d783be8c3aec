using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class SharedCacheTests(PackedPackages packages)
{
    // A property of the project file is not passed on by itself, as one of the command line is.
    private const string WithSharedCache = $"""
        <PropertyGroup>
            <RetrainSharedCache>$(Team)</RetrainSharedCache>
            <RetrainSharedCacheReadOnly>$(Reads)</RetrainSharedCacheReadOnly>
          </PropertyGroup>
          {ProjectText.Flowers}
        """;

    [Fact]
    public async Task GivesACleanMachineWhatAnotherComputed()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, WithSharedCache);
        string team = project.PathOf("team;a"); // a semicolon separates properties
        Directory.CreateDirectory(team);
        string shared = $"-p:Team={team.Replace(";", "%3B", StringComparison.Ordinal)}";

        project.CacheDir = project.PathOf("first");
        (await project.TrainAsync(shared, "-p:Reads=true")).ShouldTrain().Output.ShouldContain("(48 new)");
        Directory.EnumerateFileSystemEntries(team).ShouldBeEmpty();
        byte[] graph = File.ReadAllBytes(project.ModelFile(".output_graph.pb"));

        Directory.Delete(project.CacheDir, recursive: true);
        Directory.Delete(project.PathOf("obj/retrain"), recursive: true);
        (await project.TrainAsync(shared)).ShouldTrain().Output.ShouldContain("(48 new)");
        Directory.EnumerateFiles(team, "*", SearchOption.AllDirectories).ShouldNotBeEmpty();

        Directory.Delete(project.PathOf("obj/retrain"), recursive: true);
        project.CacheDir = project.PathOf("second");
        BuildRun clean = await project.TrainAsync(shared);
        clean.ShouldTrain().Output.ShouldContain("(0 new)");
        clean.Warnings.ShouldBeEmpty();
        File.ReadAllBytes(project.ModelFile(".output_graph.pb")).ShouldBe(graph);
        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task ThatIsMissingFailsNoBuild()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, WithSharedCache);
        project.CacheDir = project.PathOf("cache");

        BuildRun build = await project.TrainAsync(
            "-p:TreatWarningsAsErrors=true", $"-p:Team={project.PathOf("missing")}");

        build.ShouldTrain().Warnings.Select(warning => warning.Code).ShouldBe(["RT3024"]);
        (await project.TrainAsync("-p:TreatWarningsAsErrors=true")).ShouldSucceed().Warnings.ShouldBeEmpty();
    }

    /// <summary>An empty property is one that is not set, and leaves what the environment says.</summary>
    [Fact]
    public async Task NoneTurnsItOff()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, WithSharedCache);
        project.CacheDir = project.PathOf("cache");

        (await project.TrainAsync("-p:Team=none")).ShouldTrain().Warnings.ShouldBeEmpty();
    }
}
