using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.DesignTime;

public sealed class RetrainOnBuildFalseTests(PackedPackages packages)
{
    [Fact]
    public async Task SaysWhatIsMissingOrTakesWhatIsThere()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);

        BuildRun missing = await project.TrainAsync("-p:RetrainOnBuild=false");
        missing.ShouldFail("RT4112").Output.ShouldContain("Flowers.output_graph.pb is missing");
        missing.TrainTasks.ShouldBe(0);

        (await project.TrainAsync()).ShouldTrain();
        File.Delete(project.PathOf("photos/circles/1.jpg"));
        (await project.TrainAsync("-p:RetrainOnBuild=false")).ShouldNotTrain();
        (await project.TrainAsync("-p:NoBuild=true")).ShouldNotTrain();

        string labels = project.ModelFile(".output_labels.txt");
        string written = File.ReadAllText(labels);
        File.WriteAllText(labels, "squares\ncircles\n");
        (await project.TrainAsync("-p:RetrainOnBuild=false")).ShouldFail("RT2017");
        File.WriteAllText(labels, written);
        (await project.TrainAsync()).ShouldTrain();
    }
}
