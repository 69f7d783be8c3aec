using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Incremental;

public sealed class RemovedModelTests(PackedPackages packages)
{
    [Fact]
    public async Task LeavesNoFiles()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup><RetrainModel Include="$(First);$(Second)" ImageDir="photos" HowManyTrainingSteps="20" /></ItemGroup>
            """);

        (await project.TrainAsync("-p:First=Kept", "-p:Second=Old")).ShouldTrain(engines: 2);
        project.Write("obj/retrain/Other/mine.txt", "a file that is not ours");
        (await project.TrainAsync("-p:First=Kept", "-p:Second=New")).ShouldTrain();
        Folders().ShouldBe(["Kept", "New", "Other"]);

        (await project.TrainAsync()).ShouldNotTrain();
        Folders().ShouldBe(["Other"]);

        IEnumerable<string?> Folders() => Directory.EnumerateDirectories(project.PathOf("obj/retrain"))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }
}
