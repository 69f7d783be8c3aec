using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;
using Retrain.Benchmarks.Photos;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Training.Backbones;

namespace Retrain.Benchmarks.Micro;

/// <summary>
/// One photo through the network: with one thread, as a run does on each core, alone and in a batch, and with all threads, as ONNX Runtime
/// does by itself.
/// </summary>
public class NetworkBenchmarks
{
    // The multiply-adds of EfficientNet-Lite0 without its head (see EfficientNetLite), two operations each.
    private const double Operations = 2 * 384e6;
    private const int Batch = 8;

    private readonly GraphSession session;
    private readonly InferenceSession allThreads;
    private readonly RunOptions runOptions = new();
    private readonly OrtValue inputValue;
    private readonly float[] input;
    private readonly float[] bottleneck;
    private readonly float[] inputs;
    private readonly float[] bottlenecks;

    public NetworkBenchmarks()
    {
        Backbone backbone = EfficientNetLite.Load();
        session = backbone.OpenSession();
        input = new float[session.InputLength];
        bottleneck = new float[session.OutputLength];
        new ImagePreprocessor(backbone.Preprocessing)
            .Prepare(new PhotoSet(PhotoSet.DefaultFolder).Some(1)[0], null, input);
        inputs = [.. Enumerable.Repeat(input, Batch).SelectMany(values => values)];
        bottlenecks = new float[Batch * bottleneck.Length];
        allThreads = new InferenceSession(
            OnnxConverter.Convert((FrozenGraph)backbone.Graph, [backbone.InputTensor], [backbone.BottleneckTensor]).ToByteArray());
        inputValue = OrtValue.CreateTensorValueFromMemory(input, [1, backbone.HeightPixels, backbone.WidthPixels, 3]);
    }

    [Benchmark(Baseline = true)]
    [Flop(Operations)]
    public void OneThread() => session.Run(input, 1, bottleneck);

    [Benchmark(OperationsPerInvoke = Batch)]
    [Flop(Operations)]
    public void OneThreadInABatch() => session.Run(inputs, Batch, bottlenecks);

    [Benchmark]
    [Flop(Operations)]
    public void AllThreads()
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = allThreads.Run(
            runOptions, allThreads.InputNames, [inputValue], allThreads.OutputNames);
    }

    [GlobalCleanup]
    public void Release()
    {
        inputValue.Dispose();
        runOptions.Dispose();
        allThreads.Dispose();
        session.Dispose();
    }
}
