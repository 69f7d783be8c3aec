using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

[Collection(TrainedProjectScenarios.Name)]
public sealed class ChangedEngineVersionTests(TrainedProject trained)
{
    [Fact]
    public async Task Retrains()
    {
        UserProject project = await trained.BuiltAsync();
        string inputs = await File.ReadAllTextAsync(project.ModelFile(".inputs"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            project.ModelFile(".inputs"), inputs.Replace("engine\t1.0.0\n", "engine\t0.9.0\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        foreach (string ending in new[] { ".stamp", ".contents" })
        {
            await File.WriteAllTextAsync(project.ModelFile(ending), "of that version", TestContext.Current.CancellationToken);
        }

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");

        (await File.ReadAllTextAsync(project.ModelFile(".inputs"), TestContext.Current.CancellationToken)).ShouldBe(inputs);
    }

    [Fact]
    public async Task OutsideTheRangeThatTheProjectTakesFails()
    {
        UserProject project = await trained.BuiltAsync();

        BuildRun refused = await project.TrainAsync("-p:RetrainEngineVersion=[2.0%2C3.0)");

        refused.ShouldFail("RT4030").Output.ShouldContain("update the package Retrain.MSBuild");
        refused.Errors.Single().Project.ShouldBe(project.ProjectFile);
        (await project.TrainAsync("-p:RetrainEngineVersion=[1.0%2C2.0)")).ShouldTrain();
    }
}
