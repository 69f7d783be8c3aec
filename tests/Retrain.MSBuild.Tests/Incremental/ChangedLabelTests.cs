using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class ChangedLabelTests(TrainedProject trained)
{
    [Fact]
    public async Task RetrainsAndRenamesTheMember()
    {
        UserProject project = await trained.BuiltAsync();

        (await project.TrainAsync("-p:CirclesLabel=Discs")).ShouldTrain().Output.ShouldContain("(0 new)");

        File.ReadAllLines(project.ModelFile(".output_labels.txt")).ShouldBe(["Discs", "squares"]);
        File.ReadAllText(project.ModelFile("Model.g.cs")).ShouldContain(" Discs,");
    }
}
