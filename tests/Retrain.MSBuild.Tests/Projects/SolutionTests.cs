using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class SolutionTests(PackedPackages packages)
{
    // More than there are processors on a small machine, so that some wait.
    private const int Projects = 4;

    [Fact]
    public async Task ProjectsOfItShareImages()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup><RetrainModel Include="Flowers" HowManyTrainingSteps="20" ImageDir="../photos" /></ItemGroup>
            """, name: "template.xml");
        project.StartsMSBuild = true;
        string text = File.ReadAllText(project.ProjectFile);
        foreach (int i in Enumerable.Range(1, Projects))
        {
            project.Write($"App{i}/App{i}.csproj", text);
        }

        string projects = string.Concat(Enumerable.Range(1, Projects).Select(i => $"  <Project Path=\"App{i}/App{i}.csproj\" />\n"));
        project.Write("All.slnx", $"<Solution>\n{projects}</Solution>\n");

        (await project.TrainAsync("All.slnx", "-m")).ShouldTrain(engines: Projects);
        (await project.TrainAsync("All.slnx", "-m", "-graph")).ShouldNotTrain();
        (await project.TrainAsync("All.slnx", "-m", "-tl:on")).ShouldNotTrain();
    }
}
