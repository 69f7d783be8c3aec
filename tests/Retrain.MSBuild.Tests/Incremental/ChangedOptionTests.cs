using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class ChangedOptionTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();

        (await project.TrainAsync("-p:Steps=51")).ShouldTrain().Output.ShouldContain("(0 new)");

        File.ReadAllText(project.ModelFile(".manifest.json")).ShouldContain("51");
    }
}
