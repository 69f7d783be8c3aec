using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Backbones;

/// <summary>A network that the tool takes from a hub.</summary>
public sealed class HubBackboneTests
{
    [Fact]
    public async Task TheManifestNamesTheCommitThatWasTrainedOn()
    {
        using HubServer hub = new();
        using TrainingRun run = new TrainingRun().Draw(20);
        foreach (string file in new[] { "model.onnx", "preprocessor_config.json" })
        {
            hub.Publish("open/net", file, File.ReadAllBytes(ReferenceData.PathOf($"reference/hf_models/resnet_feature_extraction/{file}")));
        }

        Dictionary<string, string?> environment = new()
        {
            ["HF_ENDPOINT"] = hub.Endpoint.ToString(),
            ["HF_HOME"] = run.Folder.PathOf("huggingface"),
            ["HF_HUB_CACHE"] = null,
            ["HF_HUB_OFFLINE"] = null,
            ["RETRAIN_CACHE_DIR"] = run.CacheDir,
        };
        string[] arguments =
            ["--how_many_training_steps", "20", "--architecture", "hf:open/net", "--output_graph", run.OutputOf("output_graph.onnx")];
        ToolRun trained = await ChildProcess.RunAsync(
            "dotnet", [ToolProcess.ToolPath, .. run.Arguments(arguments)], environment, TestContext.Current.CancellationToken);

        trained.ShouldSucceed();
        string commit = Path.GetFileName(Directory.GetDirectories(
            run.Folder.PathOf("huggingface/hub/models--open--net/snapshots")).ShouldHaveSingleItem());
        using JsonDocument manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(run.Manifest, TestContext.Current.CancellationToken));
        JsonElement backbone = manifest.RootElement.GetProperty("backbone");
        backbone.GetProperty("commit").GetString().ShouldBe(commit);
        trained.Output.ShouldContain("open/net");
    }
}
