using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class TwoBuildsAtOnceTests(PackedPackages packages)
{
    [Fact]
    public async Task TrainOnce()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.CacheDir = project.PathOf("cache");

        BuildRun[] runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => project.TrainAsync()));

        runs.Sum(run => run.ShouldSucceed().EnginesStarted).ShouldBe(1);
        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task ShareOneCache()
    {
        using UserProject first = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        using UserProject second = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        first.CacheDir = first.PathOf("cache");
        second.CacheDir = first.CacheDir;

        (await first.TrainAsync()).ShouldTrain().Output.ShouldContain("(48 new)");

        (await second.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");
    }
}
