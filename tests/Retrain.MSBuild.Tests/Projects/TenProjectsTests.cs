using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class TenProjectsTests(PackedPackages packages)
{
    [Fact]
    public async Task OfOneSolutionShareImages()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup><RetrainModel Include="Flowers" HowManyTrainingSteps="20" ImageDir="../photos" /></ItemGroup>
            """, name: "template.xml");
        string text = File.ReadAllText(project.ProjectFile);
        foreach (int i in Enumerable.Range(1, 10))
        {
            project.Write($"App{i}/App{i}.csproj", text);
            await project.WriteAssetsAsync($"App{i}/obj");
        }

        string projects = string.Concat(Enumerable.Range(1, 10).Select(i => $"  <Project Path=\"App{i}/App{i}.csproj\" />\n"));
        project.Write("All.slnx", $"<Solution>\n{projects}</Solution>\n");

        (await project.TrainAsync("All.slnx", "-m")).ShouldTrain(engines: 10);
        (await project.TrainAsync("All.slnx", "-m", "-graph")).ShouldNotTrain();
        (await project.TrainAsync("All.slnx", "-m", "-tl:on")).ShouldNotTrain();
    }
}
