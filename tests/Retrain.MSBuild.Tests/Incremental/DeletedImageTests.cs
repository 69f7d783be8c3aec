using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class DeletedImageTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();
        File.Delete(project.PathOf("photos/circles/0.jpg"));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");
    }
}
