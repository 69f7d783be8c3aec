using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class WebProjectTests(PackedPackages packages)
{
    [Fact]
    public async Task TrainsBesideStaticFiles()
    {
        using UserProject project = await UserProject.RestoringAsync(
            packages, ProjectText.With(ProjectText.Flowers, sdk: "Microsoft.NET.Sdk.Web"));
        project.Write("wwwroot/index.html", "<p>Which flower is it?</p>");
        project.Write("Program.cs", """
            WebApplication app = WebApplication.CreateBuilder(args).Build();
            app.UseStaticFiles();
            app.MapPost("/", (Stream photo) => App.FlowersModel.Load().Labels);
            """);

        (await project.RunAsync("publish", "--no-restore", "--output", project.PathOf("published"))).ShouldTrain();
        (await project.RunAsync("publish", "--no-restore", "--output", project.PathOf("published"))).ShouldNotTrain();

        File.Exists(project.PathOf("published/wwwroot/index.html")).ShouldBeTrue();
        new FileInfo(project.PathOf("published/App.dll")).Length.ShouldBeGreaterThan(10_000_000);
        Directory.Exists(project.PathOf("published/photos")).ShouldBeFalse();
    }
}
