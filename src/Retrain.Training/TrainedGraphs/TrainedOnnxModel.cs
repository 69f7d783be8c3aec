using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Training.Backbones;
using Retrain.Training.Diagnostics;
using Retrain.Training.Heads;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.TrainedGraphs;

/// <summary>An ONNX model that consists of the backbone up to its bottleneck, in its own layout and opset, and the head.</summary>
internal sealed class TrainedOnnxModel(
    Backbone backbone, OnnxModel model, SoftmaxHead head, string finalTensorName, TrainedNovelty? novelty) : TrainedGraph
{
    public override string? NoveltyTensor { get; } =
        novelty is null ? null : FreeName.Of(
            TrainedNovelty.Tensor, TensorsOf(Cut(backbone, model).Graph).Append(finalTensorName).Contains);

    public override long SizeBytes => Graft().CalculateSize();

    public override GraphSession OpenHead()
    {
        ModelProto alone = new() { IrVersion = Math.Max(model.Definition.IrVersion, 4), Graph = new GraphProto { Name = "head" } };
        alone.OpsetImport.AddRange(model.Definition.OpsetImport);
        alone.Graph.Input.Add(FloatTensor(backbone.BottleneckTensor, head.Length));
        AddHead(alone.Graph);
        if (NoveltyTensor is not null)
        {
            string joined = OnnxCut.Free(model, "joined");
            alone.Graph.Node.Add(OnnxCut.Node("Concat", [finalTensorName, NoveltyTensor], joined, OnnxAttribute.Of("axis", 1)));
            alone.Graph.Output.Clear();
            alone.Graph.Output.Add(FloatTensor(joined, head.LabelCount + 1));
        }

        return GraphSession.Open(alone, finalTensorName, origin: null);
    }

    public override void Write(Stream stream) => Graft().WriteTo(stream);

    public override void WriteOnnx(Stream stream) => Write(stream);

    /// <exception cref="RetrainException">RT4011: another tensor already has the name of the probabilities.</exception>
    public static void RequireFreeName(Backbone backbone, OnnxModel model, string finalTensorName)
    {
        if (TensorsOf(Cut(backbone, model).Graph).Contains(finalTensorName))
        {
            throw new RetrainException(OptionDiagnostics.TensorNameTaken(finalTensorName));
        }
    }

    private static IEnumerable<string> TensorsOf(GraphProto graph) => graph.Node.SelectMany(node => node.Output.Concat(node.Input));

    private static ModelProto Cut(Backbone backbone, OnnxModel model) =>
        OnnxCut.Between(model, backbone.InputTensor, backbone.BottleneckTensor, backbone.InputShape);

    private ModelProto Graft()
    {
        ModelProto graft = Cut(backbone, model);
        graft.ProducerName = "dotnet-retrain";
        AddHead(graft.Graph);
        Describe(graft, backbone, head, NoveltyTensor, novelty?.Threshold);
        return graft;
    }

    private static ValueInfoProto FloatTensor(string name, int length)
    {
        TypeProto.Types.Tensor tensor = new() { ElemType = (int)DataType.Float, Shape = new() };
        tensor.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        tensor.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        return new() { Name = name, Type = new() { TensorType = tensor } };
    }

    // retrain.py's names, as in a TensorFlow graph; a backbone that is itself a trained graph may already have them.
    private void AddHead(GraphProto graph)
    {
        string bottleneck = Free("input_1/BottleneckInput");
        string flatShape = Free("input_1/Reshape/shape");
        string flat = Free("input_1/Reshape");
        string weights = Free("final_training_ops/weights/final_weights");
        string biases = Free("final_training_ops/biases/final_biases");
        string logits = Free("final_training_ops/Wx_plus_b");
        graph.Initializer.Add(OnnxTensor.Of<long>(flatShape, DataType.Int64, [-1, head.Length], 2));
        graph.Initializer.Add(OnnxTensor.OfFloats(weights, head.TensorFlowWeights(), head.Length, head.LabelCount));
        graph.Initializer.Add(OnnxTensor.Of<float>(biases, DataType.Float, head.Biases, head.LabelCount));

        // The backbone may compute in any type and shape; ONNX Runtime removes steps that change nothing.
        graph.Node.Add(OnnxCut.Node("Cast", [backbone.BottleneckTensor], bottleneck, OnnxAttribute.Of("to", (long)DataType.Float)));
        graph.Node.Add(OnnxCut.Node("Reshape", [bottleneck, flatShape], flat)); // [batch, length]
        graph.Node.Add(OnnxCut.Node("Gemm", [flat, weights, biases], logits)); // [batch, labels]
        graph.Node.Add(OnnxCut.Node("Softmax", [logits], finalTensorName, OnnxAttribute.Of("axis", 1)));
        graph.Output.Add(FloatTensor(finalTensorName, head.LabelCount));
        if (novelty is not null)
        {
            OnnxNoveltyNodes.Add(graph, novelty.Bank, (flat, finalTensorName, NoveltyTensor!), head.LabelCount, Free);
            graph.Output.Add(FloatTensor(NoveltyTensor!, 1));
        }

        string Free(string name) => OnnxCut.Free(model, name);
    }
}
