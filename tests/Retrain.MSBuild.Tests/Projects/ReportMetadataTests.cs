using Retrain.MSBuild.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Projects;

public sealed class ReportMetadataTests(PackedPackages packages)
{
    [Fact]
    public async Task WritesAReportBesideTheProjectAndAgainWhenItIsGone()
    {
        using UserProject project = await UserProject.ImportingAsync(
            packages,
            """
            <ItemGroup>
              <RetrainModel Include="Flowers" ImageDir="photos" HowManyTrainingSteps="50" Report="reports/the flowers.html" />
            </ItemGroup>
            """);
        string report = project.PathOf("reports/the flowers.html");

        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("Flowers: report reports/the flowers.html");

        string page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        page.ShouldContain("dotnet build App.csproj");
        page.ShouldContain("HowManyTrainingSteps=&quot;50&quot;");
        page.ShouldNotContain(project.Folder);
        (await project.TrainAsync()).ShouldNotTrain();

        File.Delete(report);
        (await project.TrainAsync()).ShouldTrain().Output.ShouldContain("(0 new)");
        (await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken)).ShouldBe(page);
        (await project.BuildAsync("-t:Clean")).ShouldNotTrain();
        File.Exists(report).ShouldBeTrue();
    }
}
