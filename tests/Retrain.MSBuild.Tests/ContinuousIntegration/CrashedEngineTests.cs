using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.ContinuousIntegration;

public sealed class CrashedEngineTests(PackedPackages packages)
{
    [Fact]
    public async Task FailsTheUsersOwnProject()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.Write("broken.dll", "no program");

        BuildRun crashed = await project.TrainAsync($"-p:_RetrainEngine={project.PathOf("broken.dll")}");

        crashed.ShouldFail("RT4118").Errors.ShouldAllBe(error => error.File == project.ProjectFile && error.Project == project.ProjectFile);
        (await project.TrainAsync()).ShouldTrain();
    }
}
