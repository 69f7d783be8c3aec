using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class VerifiedModelTests(PackedPackages packages)
{
    [Fact]
    public async Task IsReproducedFromTheProject()
    {
        using UserProject project = await UserProject.ImportingAsync(packages, ProjectText.Flowers);
        string[] verify = [PackedBuild.Tool, "verify", "released.json", "--project", "App.csproj"];
        project.Write("released.json", "{}");
        (await project.DotnetAsync([PackedBuild.Tool, "verify", "released.json", "--project", "App.csproj"])).ExitCode.ShouldBe(1);
        (await project.TrainAsync()).ShouldTrain();
        File.Copy(project.ModelFile(".manifest.json"), project.PathOf("released.json"), overwrite: true);

        (await project.DotnetAsync(verify)).ShouldSucceed().Output.ShouldContain("The model is reproduced");

        project.WriteImage("photos/circles/new.jpg", 0, 100);
        ToolRun changed = await project.DotnetAsync([.. verify, "--model", "Flowers"]);
        changed.ExitCode.ShouldBe(1);
        changed.Error.ShouldContain("RT1045");
        (await project.DotnetAsync([.. verify, "--model", "Roses"])).Error.ShouldContain("RT4069");
    }
}
