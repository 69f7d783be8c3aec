using System.Text.Json;
using Retrain.Tests.Shared;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class SampleImages
{
    [Fact]
    public async Task TrainAClassifierThatNamesThem()
    {
        using TrainingRun run = new(Repository.PathOf("samples/road_signs/images"));

        ToolRun trained = await ToolProcess.RunAsync(run.CacheDir, run.Arguments());

        trained.ShouldSucceed().Output.ShouldContain("Final test accuracy = ");
        run.OutputNames().ShouldBe(["manifest.json", "output_graph.pb", "output_labels.txt"]);
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(run.Manifest, TestContext.Current.CancellationToken));
        manifest.RootElement.GetProperty("metrics").GetProperty("testing").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.75);

        string category = Directory.EnumerateDirectories(run.ImageDir).Order(StringComparer.Ordinal).First();
        string image = Directory.EnumerateFiles(category).Order(StringComparer.Ordinal).First();
        ToolRun labelled = await ToolProcess.RunAsync(run.CacheDir, "label_image", "--graph", run.Graph, "--labels", run.Labels, "--image", image);

        labelled.ShouldSucceed().Output.ShouldStartWith($"{Path.GetFileName(category).Replace('_', ' ')} (score=");
    }
}
