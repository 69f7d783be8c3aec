using Retrain.Runtime.Graphs;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Training.Digests;

namespace Retrain.Training.Backbones;

/// <summary>
/// EfficientNet-Lite0 (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", ICML 2019; the Lite
/// variants by Google, 2020), embedded: 384 million multiply-adds, 13 MB, or 4 MB in 8 bits. The licence is in
/// efficientnet_lite0.LICENSE.txt.
/// </summary>
internal static class EfficientNetLite
{
    public const string Name = "efficientnet_lite0";
    public const int BottleneckLength = 1280;
    public const int SizePixels = 224; // a side of its images

    /// <summary>The name of the same network in 8 bits: weights of 7 bits for each channel, activations of 8.</summary>
    public const string Int8Name = "efficientnet_lite0_int8";

    private const string FloatFile = $"{Name}.pb";
    private const string Int8File = $"{Int8Name}.onnx";

    private static readonly EmbeddedFile Floats = new($"{Name}.planes", 0x7cda7c7d);
    private static readonly EmbeddedFile Quantized = new($"{Int8Name}.quantized", 0x6568d724);

    // Read once in a process: a build begins to while it looks whether it trains.
    private static readonly Lazy<Task<NetworkGraph>> FloatGraph = new(() => Read(Join, FloatFile));
    private static readonly Lazy<Task<NetworkGraph>> Int8Graph =
        new(() => Read(() => QuantizedWeights.Join(Quantized.Require(), Join()), Int8File));

    /// <summary>Both names, with the names of their files.</summary>
    public static IReadOnlyList<(string Name, string File)> Embedded { get; } = [(Name, FloatFile), (Int8Name, Int8File)];

    /// <summary>The size of the network's file.</summary>
    public static long SizeBytes(string file) =>
        file == FloatFile ? FloatPlanes.Length(Floats.Bytes) : QuantizedWeights.Length(Quantized.Bytes);

    /// <summary>Begins to load the network, for which nothing has to be asked or told.</summary>
    public static Backbone Load() => Load(
        Name, FloatGraph, "21ff0250878cbe7cf6051615c4121d1a78f8fbf68cd6b90ca4885c14b32f0131", "input:0", "bottleneck:0");

    /// <inheritdoc cref="Load()"/>
    public static Backbone LoadInt8() => Load(
        Int8Name, Int8Graph, "40f0e6d8e56b52dea1fe83d10cbd67f97887a38ffd42b13b2769668f53f82437", "input", "bottleneck");

    /// <summary>Copies the graph to a file.</summary>
    public static void CopyTo(Stream file) => file.Write(Join());

    private static Backbone Load(string name, Lazy<Task<NetworkGraph>> graph, string sha256, string inputTensor, string bottleneckTensor) =>
        new()
        {
            Name = name,
            Reading = graph.Value,
            Digest = Digest.Parse(sha256),
            InputTensor = inputTensor,
            BottleneckTensor = bottleneckTensor,
            BottleneckLength = BottleneckLength,
            Preprocessing = Preprocessing.Legacy(SizePixels, SizePixels, new Normalization(127, 128)),
        };

    // The digests are known, and a run whose bottlenecks are cached has other work until it needs 14 MB of weights at its end.
    private static Task<NetworkGraph> Read(Func<byte[]> join, string file) => Task.Run(() => NetworkFile.Parse(join(), file));

    private static byte[] Join() => FloatPlanes.Join(Floats.Require());
}
