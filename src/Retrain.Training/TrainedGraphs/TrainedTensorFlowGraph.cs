using System.Globalization;
using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;

namespace Retrain.Training.TrainedGraphs;

/// <summary>A frozen TensorFlow graph; see <see cref="HeadGraft"/>.</summary>
internal sealed class TrainedTensorFlowGraph(Backbone backbone, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty)
    : TrainedGraph
{
    // The same kernels run both, so a larger difference is an error and not rounding.
    private const float Tolerance = 1e-5f;

    public override long SizeBytes => Definition.CalculateSize();

    public override string? NoveltyTensor { get; } = novelty is null ? null : HeadGraft.NoveltyTensor(backbone, finalTensorName);

    private GraphDef Definition => HeadGraft.Graft(backbone, head, finalTensorName, novelty);

    public override GraphSession OpenHead()
    {
        (NetworkGraph graph, string values) = Joined(HeadGraft.HeadAlone(backbone, head, finalTensorName, novelty));
        return GraphSession.Create(graph, HeadGraft.Bottleneck, values);
    }

    public override void Write(Stream stream) => Definition.WriteTo(stream);

    /// <summary>Writes the part from normalised pixels to probabilities, as ONNX has no ops for the decoding.</summary>
    public override void WriteOnnx(Stream stream)
    {
        FrozenGraph graph = FrozenGraph.Of(Definition);
        string[] outputs = NoveltyTensor is null ? [finalTensorName] : [finalTensorName, NoveltyTensor];
        ConvertedModel model = OnnxConverter.Convert(graph, [backbone.InputTensor], outputs, backbone.InputShape);
        Describe(model.Header, backbone, head, NoveltyTensor, novelty?.Threshold);
        byte[] bytes = model.ToByteArray();
        RequireSameProbabilities(OnnxModel.Parse(bytes, origin: null), graph);
        stream.Write(bytes);
    }

    private (NetworkGraph Graph, string Tensor) Joined(NetworkGraph graph) =>
        NoveltyTensor is null ? (graph, finalTensorName) : graph.Joined(finalTensorName, NoveltyTensor);

    private void RequireSameProbabilities(OnnxModel written, FrozenGraph graph)
    {
        SeededRandom random = new(0);
        float[] image = [.. Enumerable.Range(0, backbone.HeightPixels * backbone.WidthPixels * 3).Select(_ => random.NextSingle(-1, 1))];
        float[] expected = Run(graph, backbone.InputTensor);
        float difference = Run(written, written.DefaultInput).Zip(expected, (a, e) => Math.Abs(a - e)).Max();
        if (!(difference <= Tolerance))
        {
            throw new RetrainException(NetworkDiagnostics.OtherProbabilities(
                backbone.Graph.Origin, difference.ToString("G3", CultureInfo.InvariantCulture)));
        }

        float[] Run(NetworkGraph network, string inputTensor)
        {
            (NetworkGraph joined, string values) = Joined(network);
            using GraphSession session = GraphSession.Create(joined, inputTensor, values, backbone.InputShape);
            float[] probabilities = new float[session.OutputLength];
            session.Run(image, 1, probabilities);
            return probabilities;
        }
    }
}
