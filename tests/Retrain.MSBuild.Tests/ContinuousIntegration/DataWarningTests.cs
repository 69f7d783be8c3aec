using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.ContinuousIntegration;

public sealed class DataWarningTests(PackedPackages packages)
{
    [Fact]
    public async Task AreTheProjectsOwn()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        project.Write("photos/circles/notes.jpg", "just some text");

        BuildRun first = await project.TrainAsync();
        first.ShouldTrain().Warnings.ShouldBe([("RT1003", project.PathOf("photos/circles/notes.jpg"), project.ProjectFile)]);

        // It stands until the image is replaced.
        (await project.TrainAsync()).ShouldNotTrain().Warnings.ShouldBe(first.Warnings);

        (await project.TrainAsync("-p:NoWarn=RT1003")).ShouldNotTrain().Warnings.ShouldBeEmpty();
        (await project.TrainAsync("-p:TreatWarningsAsErrors=true")).ShouldFail("RT1003");
        (await project.TrainAsync("-warnaserror:RT1003")).ShouldFail("RT1003");
    }

    [Fact]
    public async Task NameAFolderThatCannotBeReadAndLeaveItOut()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup>
              <RetrainModel Include="Flowers" HowManyTrainingSteps="50" ImageDir="photos" />
            </ItemGroup>
            """);
        using UndecodableName undecodable = new(project.PathOf("photos/circles"));

        BuildRun first = await project.TrainAsync();

        first.ShouldTrain().Warnings.Select(warning => warning.Code).ShouldBe(["RT1005", "RT1021"], ignoreOrder: true);
        first.Warnings.ShouldContain(("RT1005", undecodable.AsSeen, project.ProjectFile));
        (await project.TrainAsync()).ShouldNotTrain();

        // A category of nothing else would be left out of the model in silence.
        using UndecodableName nothingElse = new(project.PathOf("photos/triangles"));
        (await project.TrainAsync()).ShouldFail("RT4111");
    }
}
