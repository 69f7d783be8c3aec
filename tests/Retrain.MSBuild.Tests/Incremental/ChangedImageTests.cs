using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class ChangedImageTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();
        project.WriteImage("photos/circles/1.jpg", category: 0, seed: 1001);

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(1 new)");

        (await project.TrainAsync()).ShouldNotTrain();
    }

    [Fact]
    public async Task OfTheSameBytesComputesNothing()
    {
        UserProject project = await trained.BuiltAsync();
        File.SetLastWriteTimeUtc(project.PathOf("photos/circles/2.jpg"), DateTime.UtcNow.AddMinutes(-1));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");
    }
}
