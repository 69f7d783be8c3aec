using Google.Protobuf;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Digests;
using Retrain.Training.Heads;
using Retrain.Training.Images;
using Retrain.Training.Manifests;
using Retrain.Training.Novelty;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Benchmarks.Serving;

/// <summary>A model of the default backbone as training writes it; its head is untrained, which takes as long to run.</summary>
internal sealed class UntrainedModel
{
    private const string Probabilities = "final_result";

    // The training images whose directions the novelty is computed from; more than there are directions.
    private const int ImageCount = 1_000;

    /// <param name="folder">The folder for the files of the model.</param>
    /// <param name="hasNovelty">Whether the graph computes the novelty, as all do that training writes.</param>
    public UntrainedModel(string folder, IReadOnlyCollection<string> labels, bool hasNovelty = true)
    {
        Directory.CreateDirectory(folder);
        Graph = Path.Combine(folder, "output_graph.pb");
        Labels = Path.Combine(folder, "output_labels.txt");
        Onnx = Path.Combine(folder, "network.onnx");
        Backbone backbone = EfficientNetLite.Load();
        SoftmaxHead head = new(backbone.BottleneckLength, labels.Count);
        TrainedNovelty? novelty = hasNovelty ? new(RandomBank(backbone.BottleneckLength), Threshold: 0.5f, ImageCount) : null;
        byte[] graph = HeadGraft.Graft(backbone, head, Probabilities, novelty).ToByteArray();
        File.WriteAllBytes(Graph, graph);
        File.WriteAllLines(Labels, labels);
        using FileStream manifest = File.Create(Path.Combine(folder, "manifest.json"));
        OutputDigests digests = new() { Graph = Digest.Of(graph), Labels = Digest.Of(File.ReadAllBytes(Labels)) };
        ManifestFile.Write(manifest, digests, _ => { });
        File.WriteAllBytes(
            Onnx, OnnxConverter.Convert(FrozenGraph.Parse(graph, Graph), [backbone.InputTensor], [Probabilities]).ToByteArray());
    }

    public string Graph { get; }

    public string Labels { get; }

    /// <summary>The network from pixels to probabilities, ready for ONNX Runtime.</summary>
    public string Onnx { get; }

    // Directions of any values take as long.
    private static NoveltyBank RandomBank(int length)
    {
        Random random = new(1);
        Category category = new("a", 0, "a", []);
        using BottleneckMatrix matrix = new(ImageCount, length);
        List<LabeledImage> images = [];
        for (int row = 0; row < ImageCount; row++)
        {
            matrix.Write(row, [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())]);
            images.Add(new LabeledImage(category, new ImageFile($"{row}", $"{row}")) { Row = row, Split = Split.Training });
        }

        return NoveltyBank.Of(new LabeledBottlenecks("random", ["a"], images, matrix), seed: 1, CancellationToken.None);
    }
}
