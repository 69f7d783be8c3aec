using Google.Protobuf;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;
using Retrain.Training.Digests;
using Retrain.Training.Heads;
using Retrain.Training.Manifests;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Benchmarks.Serving;

/// <summary>A model of the default backbone as training writes it; its head is untrained, which takes as long to run.</summary>
internal sealed class UntrainedModel
{
    private const string Probabilities = "final_result";

    public UntrainedModel(TemporaryFolder folder, IReadOnlyCollection<string> labels)
    {
        Graph = folder.PathOf("output_graph.pb");
        Labels = folder.PathOf("output_labels.txt");
        Onnx = folder.PathOf("network.onnx");
        Backbone backbone = EfficientNetLite.Load();
        byte[] graph = HeadGraft.Graft(backbone, new SoftmaxHead(backbone.BottleneckLength, labels.Count), Probabilities).ToByteArray();
        File.WriteAllBytes(Graph, graph);
        File.WriteAllLines(Labels, labels);
        using FileStream manifest = File.Create(folder.PathOf("manifest.json"));
        OutputDigests digests = new() { Graph = Digest.Of(graph), Labels = Digest.Of(File.ReadAllBytes(Labels)) };
        ManifestFile.Write(manifest, digests, _ => { });
        File.WriteAllBytes(
            Onnx, OnnxConverter.Convert(FrozenGraph.Parse(graph, Graph), [backbone.InputTensor], [Probabilities]).ToByteArray());
    }

    public string Graph { get; }

    public string Labels { get; }

    /// <summary>The network from pixels to probabilities, ready for ONNX Runtime.</summary>
    public string Onnx { get; }
}
