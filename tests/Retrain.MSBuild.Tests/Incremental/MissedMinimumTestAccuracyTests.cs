using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class MissedMinimumTestAccuracyTests(TrainedProject trained)
{
    [Fact]
    public async Task FailsAndKeepsTheOldModel()
    {
        UserProject project = await trained.BuiltAsync();
        byte[] before = await File.ReadAllBytesAsync(project.ModelFile(".output_graph.pb"), TestContext.Current.CancellationToken);

        // No classifier can tell these two apart.
        foreach (int i in Enumerable.Range(0, 24))
        {
            project.WriteImage($"photos/twins/{i}.jpg", category: 0, seed: 500 + i);
        }

        BuildRun failed = await project.TrainAsync("-p:Squares=twins", "-p:Minimum=100");

        failed.ShouldFail("RT1016").EnginesStarted.ShouldBe(1);
        failed.Errors.Single().File.ShouldBe(project.ProjectFile);
        failed.Errors.Single().Project.ShouldBe(project.ProjectFile);
        (await File.ReadAllBytesAsync(project.ModelFile(".output_graph.pb"), TestContext.Current.CancellationToken)).ShouldBe(before);
        (await project.TrainAsync("-p:Squares=twins", "-p:Minimum=100")).ShouldFail("RT1016").EnginesStarted.ShouldBe(1);
        (await project.TrainAsync("-p:Squares=twins", "-p:RetrainOnBuild=false")).ShouldNotTrain();
    }
}
