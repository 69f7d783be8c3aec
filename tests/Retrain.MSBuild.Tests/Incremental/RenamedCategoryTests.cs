using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class RenamedCategoryTests(TrainedProject trained)
{
    [Fact]
    public async Task RetrainsAndRenamesTheMember()
    {
        UserProject project = await trained.BuiltAsync();
        Directory.Move(project.PathOf("photos/squares"), project.PathOf("photos/squares and more"));

        (await project.TrainAsync("-p:Squares=squares and more")).ShouldTrain().Output.ShouldContain("(0 new)");

        File.ReadAllLines(project.ModelFile(".output_labels.txt")).ShouldBe(["circles", "squares and more"]);
        File.ReadAllText(project.ModelFile("Model.g.cs")).ShouldContain(" SquaresAndMore,");
        Directory.Move(project.PathOf("photos/squares and more"), project.PathOf("photos/squares"));
    }
}
