using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Choosing;
using Retrain.Training.Events;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Infrastructure;

/// <summary>A folder with drawn photos, a cache and outputs of its own, in which trainings choose between small networks.</summary>
internal sealed class ChoiceRun : IDisposable
{
    public const int Photos = 30; // of each category

    private readonly TemporaryFolder folder = new();

    public ChoiceRun() => DrawnPhotos.Write(folder.PathOf("photos"), Photos, "circles", "squares");

    /// <summary>Three networks: a transformer, and two convolutional ones that compute the same.</summary>
    public static string[] Networks =>
    [
        Network("vit_feature_extraction"), Network("resnet_feature_extraction"), Network("convnext_feature_extraction"),
    ];

    /// <summary>What happened in the last run.</summary>
    public List<TrainingEvent> Events { get; } = [];

    public BackboneChoice Choice => Events.OfType<BackboneChosen>().Single().Choice;

    public IEnumerable<int> Computed => Events.OfType<BottlenecksFinished>().Select(finished => finished.Computed);

    public static string Network(string name) => ReferenceData.PathOf($"reference/hf_models/{name}");

    public string PathOf(string name) => folder.PathOf(name);

    /// <summary>Trains on the best of some networks.</summary>
    public RetrainResult Choose(IEnumerable<string> networks, params (string Name, string Text)[] more) =>
        Train(string.Join(',', networks), [("choose", "true"), .. more]);

    /// <summary>Trains for few steps, with more flags.</summary>
    public RetrainResult Train(string architecture, params (string Name, string Text)[] more)
    {
        Events.Clear();
        return new Retrainer(Read(architecture, more), Events.Add).Run(TestContext.Current.CancellationToken);
    }

    public RetrainOptions Read(string architecture, params (string Name, string Text)[] more) => OptionsReader.Read(
        OptionsReader.Defaults,
        [
            ("image_dir", folder.PathOf("photos")), ("bottleneck_dir", folder.PathOf("cache")), ("architecture", architecture),
            ("output_graph", folder.PathOf("out/graph.onnx")), ("output_labels", folder.PathOf("out/labels.txt")),
            ("output_manifest", folder.PathOf("out/manifest.json")), ("how_many_training_steps", "20"), .. more,
        ],
        _ => { });

    /// <summary>The graph, the labels and the manifest of the last run.</summary>
    public byte[][] Written() =>
        [.. new[] { "graph.onnx", "labels.txt", "manifest.json" }.Select(name => File.ReadAllBytes(folder.PathOf($"out/{name}")))];

    public JsonElement Manifest() => JsonDocument.Parse(Written()[2]).RootElement;

    public void Dispose() => folder.Dispose();
}
