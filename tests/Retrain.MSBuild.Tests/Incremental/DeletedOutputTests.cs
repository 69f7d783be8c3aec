using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class DeletedOutputTests(TrainedProject trained)
{
    [Theory]
    [InlineData(".output_graph.pb")]
    [InlineData(".output_labels.txt")]
    public async Task IsMadeAnew(string ending)
    {
        UserProject project = await trained.BuiltAsync();
        byte[] before = await File.ReadAllBytesAsync(project.ModelFile(ending), TestContext.Current.CancellationToken);
        File.Delete(project.ModelFile(ending));

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");

        (await File.ReadAllBytesAsync(project.ModelFile(ending), TestContext.Current.CancellationToken)).ShouldBe(before);
    }
}
