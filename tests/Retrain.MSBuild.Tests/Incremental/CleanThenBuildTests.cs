using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class CleanThenBuildTests(TrainedProject trained)
{
    [Fact]
    public async Task RetrainsFromTheCache()
    {
        UserProject project = await trained.BuiltAsync();

        (await project.RunAsync("clean")).ShouldNotTrain();

        Directory.EnumerateFiles(project.PathOf("obj/retrain/Flowers")).Select(Path.GetFileName).ShouldBe(["Flowers.lock"]);
        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");
    }

    [Fact]
    public async Task OrRebuildRetrainsFromTheCache()
    {
        UserProject project = await trained.BuiltAsync();

        (await project.BuildAsync("--no-incremental")).ShouldTrain().Output.ShouldContain("(0 new)");
    }
}
