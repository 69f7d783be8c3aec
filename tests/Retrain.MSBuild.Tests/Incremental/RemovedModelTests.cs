using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class RemovedModelTests(PackedPackages packages)
{
    [Fact]
    public async Task LeavesNoFiles()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup><RetrainModel Include="$(Models)" ImageDir="photos" HowManyTrainingSteps="20" /></ItemGroup>
            """);

        (await project.TrainAsync("-p:Models=Kept%3BOld")).ShouldTrain(engines: 2);
        project.Write("obj/retrain/Other/mine.txt", "a file that is not ours");
        (await project.TrainAsync("-p:Models=Kept%3BNew")).ShouldTrain();
        Folders().ShouldBe(["Kept", "New", "Other"]);

        (await project.TrainAsync("-p:Models=")).ShouldNotTrain();
        Folders().ShouldBe(["Other"]);

        IEnumerable<string?> Folders() => Directory.EnumerateDirectories(project.PathOf("obj/retrain"))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }
}
