using Retrain.Tests.Infrastructure;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A model of each format with enough validation photos for a threshold.</summary>
public sealed class ModelWithNovelty : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, RetrainResult> results = [];

    public ModelWithNovelty()
    {
        DrawnPhotos.Write(folder.PathOf("photos"), 110, "circles", "squares");
        Train("efficientnet_lite0", "pb");
        Train("efficientnet_lite0_int8", "onnx");
    }

    public void Dispose() => folder.Dispose();

    public string Graph(string extension) => folder.PathOf($"{extension}/graph.{extension}");

    /// <summary>The TensorFlow graph as an ONNX model.</summary>
    public string Onnx => folder.PathOf("pb/model.onnx");

    public string Labels => folder.PathOf("pb/labels.txt");

    public string Manifest(string extension) => folder.PathOf($"{extension}/manifest.json");

    internal RetrainResult Result(string extension) => results[extension];

    /// <summary>Trains on the photos again.</summary>
    internal RetrainResult Train(string architecture, string extension, string? folderName = null)
    {
        RetrainOptions options = new()
        {
            Data = new() { ImageDir = folder.PathOf("photos") },
            Backbone = new() { Architecture = architecture },
            Bottlenecks = new() { BottleneckDir = folder.PathOf("cache") },
            Output = new()
            {
                Graph = folder.PathOf($"{folderName ?? extension}/graph.{extension}"),
                Onnx = extension == "pb" ? folder.PathOf($"{folderName ?? extension}/model.onnx") : null,
                Labels = folder.PathOf($"{folderName ?? extension}/labels.txt"),
                Manifest = folder.PathOf($"{folderName ?? extension}/manifest.json"),
            },
            Head = new() { HowManyTrainingSteps = 200 },
        };
        return results[folderName ?? extension] = new Retrainer(options, _ => { }).Run(TestContext.Current.CancellationToken);
    }

    public string PathOf(string name) => folder.PathOf(name);
}
