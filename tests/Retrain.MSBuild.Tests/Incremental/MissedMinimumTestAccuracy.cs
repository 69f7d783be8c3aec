using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class MissedMinimumTestAccuracy(TrainedProject trained)
{
    [Fact]
    public async Task FailsAndKeepsTheOldModel()
    {
        UserProject project = await trained.BuiltAsync();
        byte[] before = await File.ReadAllBytesAsync(project.ModelFile(".output_graph.pb"), TestContext.Current.CancellationToken);

        // One step is not enough for a perfect score.
        BuildRun failed = await project.TrainAsync("-p:Steps=1", "-p:Minimum=100");

        failed.ShouldFail("RT1016").EnginesStarted.ShouldBe(1);
        failed.Errors.Single().File.ShouldBe(project.ProjectFile);
        failed.Errors.Single().Project.ShouldBe(project.ProjectFile);
        (await File.ReadAllBytesAsync(project.ModelFile(".output_graph.pb"), TestContext.Current.CancellationToken)).ShouldBe(before);
        (await project.TrainAsync("-p:Steps=1", "-p:Minimum=100")).ShouldFail("RT1016").EnginesStarted.ShouldBe(1);
        (await project.TrainAsync("-p:RetrainOnBuild=false")).ShouldNotTrain();
    }
}
