using BenchmarkDotNet.Attributes;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Micro;

/// <summary>The steps that a run waits for before its first photo.</summary>
public class GraphBenchmarks
{
    private readonly Backbone backbone = EfficientNetLite.Load();

    /// <summary>Unpacks the embedded graph, parses and checks it.</summary>
    [Benchmark]
    public object LoadBackbone() => EfficientNetLite.Load().Graph;

    /// <summary>Converts the graph to the bytes of an ONNX model.</summary>
    [Benchmark]
    public int ConvertToOnnx() =>
        OnnxConverter.Convert((FrozenGraph)backbone.Graph, [backbone.InputTensor], [backbone.BottleneckTensor]).ToByteArray().Length;

    /// <summary>Opens a session, the conversion included.</summary>
    [Benchmark]
    public void CreateSession()
    {
        using GraphSession session = backbone.OpenSession();
    }
}
