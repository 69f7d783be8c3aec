using System.Text.Json.Nodes;
using Retrain.Runtime;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

/// <summary>A model as it was written before graphs computed a novelty and manifests (format 1.2) said it.</summary>
public sealed class OldModelTests : IDisposable
{
    private readonly TrainingRun run = new TrainingRun().DrawCached();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task IsUsedByEveryCommandAndByApps()
    {
        (string graph, string labels) = await WriteAsync();
        string photo = Path.Combine(run.ImageDir, "circles", "1.jpg");

        (await ToolCall.RunAsync(run.CacheDir, "label_image", photo, "--graph", graph)).ShouldSucceed().Output
            .ShouldMatch(@"^circles \(score=0\.\d+\)\nsquares \(score=0\.\d+\)\n$");
        (await ToolCall.RunAsync(run.CacheDir, "label_image", photo, "--graph", graph, "--json")).ShouldSucceed().Output
            .ShouldContain("\"novelty\":null,\"isFamiliar\":null");
        (await ToolCall.RunAsync(run.CacheDir, "evaluate", run.ImageDir, "--graph", graph)).ShouldSucceed().Output
            .ShouldContain("It is not known which of these images");
        (await run.TrainAsync("--baseline_graph", graph, "--report", run.OutputOf("report.html"))).ShouldSucceed().Output
            .ShouldContain($"Baseline {graph}: accuracy = ");
        (await ToolCall.RunAsync(run.CacheDir, "inspect", graph)).ShouldSucceed();
        using ImageClassifier classifier = ImageClassifier.Load(graph, labels);
        classifier.NoveltyThreshold.ShouldBeNull();
        Prediction first = classifier.Classify(photo)[0];
        (first.Label, first.Novelty, first.IsFamiliar).ShouldBe(("circles", null, null));
    }

    private async Task<(string Graph, string Labels)> WriteAsync()
    {
        (await run.TrainAsync()).ShouldSucceed();
        string graph = run.Folder.PathOf("old/output_graph.pb");
        Directory.CreateDirectory(Path.GetDirectoryName(graph)!);
        (await ToolCall.RunAsync(run.CacheDir, "export", "--graph", run.Graph, "--output", graph)).ShouldSucceed();
        string labels = run.Folder.PathOf("old/output_labels.txt");
        File.Copy(run.Labels, labels);
        JsonObject manifest = JsonNode.Parse(await File.ReadAllBytesAsync(run.Manifest, TestContext.Current.CancellationToken))!.AsObject();
        manifest["formatVersion"] = "1.2.0";
        manifest["sha256"]!["graph"] = DecisionsOf.DigestOf(graph);
        manifest.Remove("novelty");
        manifest["dataSet"]!.AsObject().Remove("knownImages");
        Directory.GetFiles(run.Folder.PathOf("old"), "*.json").ToList().ForEach(File.Delete);
        await File.WriteAllTextAsync(
            run.Folder.PathOf("old/output_graph.manifest.json"), manifest.ToJsonString(), TestContext.Current.CancellationToken);
        return (graph, labels);
    }
}
