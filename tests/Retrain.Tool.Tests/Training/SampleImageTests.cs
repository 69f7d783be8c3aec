using System.Globalization;
using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Splits;

namespace Retrain.Tool.Tests.Training;

public sealed class SampleImageTests
{
    [Fact]
    public async Task TrainAClassifierThatNamesThem()
    {
        using TrainingRun run =
            new TrainingRun(Repository.PathOf("samples/road_signs/images")).WithBottlenecks(KnownBottlenecks.RoadSigns);

        ToolRun trained = await ToolCall.RunAsync(run.CacheDir, run.Arguments());

        trained.ShouldSucceed().Output.ShouldContain("Final test accuracy = ");
        run.OutputNames().ShouldBe(["manifest.json", "output_graph.pb", "output_labels.txt"]);
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(run.Manifest, TestContext.Current.CancellationToken));
        manifest.RootElement.GetProperty("metrics").GetProperty("testing").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.75);

        // Of the photos that it never saw, as many get their names from the written graph as the test said.
        string[] testing = [.. Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories)
            .Where(image => SplitHash.Percent(Path.GetFileName(image)) is >= 10 and < 20)];
        ToolRun labelled = await ToolCall.RunAsync(
            run.CacheDir, ["label_image", "--graph", run.Graph, "--labels", run.Labels, "--top_k", "1", "--json", "--image", .. testing]);

        int correct = labelled.ShouldSucceed().Output.TrimEnd().Split('\n').Count(IsNamed);
        trained.Output.ShouldContain(string.Create(
            CultureInfo.InvariantCulture, $"Final test accuracy = {100.0 * correct / testing.Length:F1}% (N={testing.Length})"));
    }

    private static bool IsNamed(string line)
    {
        using JsonDocument labelled = JsonDocument.Parse(line);
        string category = Path.GetFileName(Path.GetDirectoryName(labelled.RootElement.GetProperty("image").GetString()))!;
        return labelled.RootElement.GetProperty("predictions")[0].GetProperty("label").GetString() == category.Replace('_', ' ');
    }
}
