using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class UnusableCacheTests(PackedPackages packages)
{
    [Fact]
    public async Task IsForgottenWhenItIsRepaired()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.CacheDir = project.PathOf("cache");
        project.Write("cache", "a file, where a folder is to be made");

        BuildRun first = await project.TrainAsync("-p:TreatWarningsAsErrors=true");
        first.ShouldFail("RT3002");
        (await project.TrainAsync("-p:RetrainOnBuild=false")).ShouldNotTrain().Warnings.ShouldBeEmpty();

        File.Delete(project.CacheDir);
        (await project.TrainAsync("-p:TreatWarningsAsErrors=true")).ShouldTrain().Output.ShouldContain("(48 new)");
        (await project.TrainAsync()).ShouldNotTrain().Warnings.ShouldBeEmpty();
    }
}
