using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class NoChangeTests(TrainedProject trained)
{
    [Fact]
    public async Task StartsNothing()
    {
        UserProject project = await trained.BuiltAsync();
        DateTime written = File.GetLastWriteTimeUtc(project.ModelFile(".inputs"));

        BuildRun again = await project.TrainAsync();

        again.ShouldNotTrain();
        File.GetLastWriteTimeUtc(project.ModelFile(".inputs")).ShouldBe(written);
    }

    [Fact]
    public async Task IsWhatAFileManagerLeavesBehind()
    {
        UserProject project = await trained.BuiltAsync();
        project.Write("photos/circles/.DS_Store", "view settings");

        (await project.TrainAsync()).ShouldNotTrain();
    }
}
