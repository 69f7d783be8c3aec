using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class AddedImageTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();
        project.WriteImage("photos/circles/deeper/added.jpg", category: 0, seed: 1002);

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(1 new)");
    }
}
