using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.ContinuousIntegration;

public sealed class OfflineBackboneTests(PackedPackages packages)
{
    [Fact]
    public async Task SaysWhereToPutTheGraphAndIsUsedFromThere()
    {
        string graph = ReferenceData.PathOf("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb");
        using UserProject project = await UserProject.ImportingAsync(packages, """
            <ItemGroup>
              <RetrainModel Include="Flowers" HowManyTrainingSteps="50" ImageDir="photos"
                Architecture="mobilenet_0.25_128" ModelDir="backbones" />
            </ItemGroup>
            """);

        // Builds of these tests reach no network.
        BuildRun offline = await project.TrainAsync();

        offline.ShouldFail("RT2040");
        offline.Errors[0].Project.ShouldBe(project.ProjectFile);
        string place = Path.Combine("backbones", "mobilenet_v1_0.25_128", "frozen_graph.pb");
        offline.Output.ShouldContain($"'{place}'");
        offline.Output.Split('\n').Count(line => line.Contains("Flowers: Downloading https://", StringComparison.Ordinal)).ShouldBe(1);

        File.Copy(graph, project.PathOf(place));
        (await project.TrainAsync()).ShouldTrain().Output.ShouldNotContain("Download");
        File.ReadAllText(project.ModelFile(".manifest.json")).ShouldContain("\"mobilenet_0.25_128\"");
        (await project.TrainAsync()).ShouldNotTrain();
    }
}
