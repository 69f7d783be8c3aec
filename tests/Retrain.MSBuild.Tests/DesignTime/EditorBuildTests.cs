using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.DesignTime;

public sealed class EditorBuildTests(PackedPackages packages)
{
    [Fact]
    public async Task HasTheClassAndTrainsNothing()
    {
        using UserProject project = await UserProject.RestoringAsync(packages, ProjectText.With(ProjectText.Flowers));
        project.Write("Program.cs", AppSource.Classify);

        // The first build runs the compiler, to see that the class is enough; the second one asks as Visual Studio does, without it.
        (await project.BuildAsync("-p:DesignTimeBuild=true", "-t:Compile")).ShouldNotTrain();
        (await project.BuildAsync(
            "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-t:ResolveReferences;Compile")).ShouldNotTrain();

        Directory.EnumerateFiles(project.PathOf("obj/retrain/Flowers")).Select(Path.GetFileName).ShouldBe(["FlowersModel.g.cs"]);
    }

    [Fact]
    public async Task GoesOnInSpiteOfProblems()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        (await project.TrainAsync()).ShouldTrain();
        Directory.Delete(project.PathOf("photos"), recursive: true);

        BuildRun edited = await project.TrainAsync("-p:DesignTimeBuild=true");

        edited.ShouldNotTrain().Warnings.Select(warning => warning.Code).Distinct().ShouldContain("RT4107");
        (await project.TrainAsync()).ShouldFail("RT4107", "RT4107");
    }
}
