using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

/// <summary>Whole networks against TensorFlow, from the pixels on.</summary>
public sealed class GraphSessionGoldenTests
{
    private const string Reference = "reference/tf_goldens";
    private const string MobileNets = "reference/graphs/mobilenet_v1_imagenet";
    private const string RoundedGraph = "reference/graphs/retrained_flowers_mobilenet_0.50_224/rounded_graph.pb";
    private const string PeerOutput = $"{Reference}/graphs/peer_output_mobilenet_0.25_224/output_graph.pb";
    private const string Bottleneck = "MobilenetV1/Predictions/Reshape";
    private const string AveragePool = "MobilenetV1/Logits/AvgPool_1a/AvgPool";

    /// <summary>
    /// The goldens' rows whose decoded photo is stored with them (graphs/manifest.json "photos"; the fifth photo is not).
    /// </summary>
    private static readonly (int Row, string Photo)[] Photos =
    [
        (0, "10172567486_2748826a8b"), (1, "16020253176_60f2a6a5ca_n"), (2, "15268682367_5a4512b29f_m"), (3, "12998979765_3de89e7195_n"),
        (5, "9216286162_6ceefdd1b4_m"), (6, "14674388855_2da18e375a_m"), (7, "112651128_7b5d39a346_m"),
    ];

    [Theory]
    [InlineData("resized_00.bin", "bottlenecks.bin")]
    [InlineData("signs_resized_00.bin", "signs_bottlenecks.bin")]
    public void EfficientNetGivesTensorFlowsBottleneck(string resized, string bottlenecks)
    {
        using GraphSession session = GraphSession.Create(Load("models/efficientnet_lite0/efficientnet_lite0.pb"), "input", "bottleneck");
        float[] pixels = Read($"models/efficientnet_lite0/golden/{resized}");

        float[] bottleneck = Run(session, [.. pixels.Select(value => (value - 127) / 128)]);

        bottleneck.ShouldBe(Read($"models/efficientnet_lite0/golden/{bottlenecks}")[..1280], 1e-4);
    }

    [Theory]
    [InlineData(Bottleneck, "bottleneck")]
    [InlineData(AveragePool, "avgpool")]
    public void MobileNetOfASmallSizeGivesTensorFlowsValues(string tensor, string golden)
    {
        using GraphSession session = GraphSession.Create(Load($"{MobileNets}/mobilenet_v1_0.25_128_frozen.pb"), "input", tensor);

        float[] values = Run(session, Read($"{Reference}/graphs/mobilenet_v1_0.25_128_frozen.input0.f32.bin"));

        float[] expected = Row($"{Reference}/graphs/mobilenet_v1_0.25_128_frozen.{golden}.f32.bin", 0, session.OutputLength);
        Vectors.Deviation(values, expected).ShouldBeLessThan(1e-4);
    }

    [Theory]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_224_frozen.pb", Bottleneck, "mobilenet_v1_0.25_224_frozen.bottleneck.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_224_frozen.pb", AveragePool, "mobilenet_v1_0.25_224_frozen.avgpool.f32.bin", 127.5f)]
    [InlineData(
        $"{MobileNets}/mobilenet_v1_0.50_224_quantized.pb", Bottleneck, "mobilenet_v1_0.50_224_quantized.bottleneck.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.50_224_quantized.pb", AveragePool, "mobilenet_v1_0.50_224_quantized.avgpool.f32.bin", 127.5f)]
    [InlineData(
        $"{MobileNets}/mobilenet_v1_0.75_224_quantized.pb", Bottleneck, "mobilenet_v1_0.75_224_quantized.bottleneck.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.75_224_quantized.pb", AveragePool, "mobilenet_v1_0.75_224_quantized.avgpool.f32.bin", 127.5f)]
    [InlineData(RoundedGraph, "final_result", "rounded_graph.final_result.f32.bin", 128f)]
    [InlineData(RoundedGraph, "final_result", "rounded_graph.final_result_127.5.f32.bin", 127.5f)]
    [InlineData(RoundedGraph, Bottleneck, "rounded_graph.bottleneck_127.5.f32.bin", 127.5f)]
    [InlineData(PeerOutput, "final_result", "peer_output_mobilenet_0.25_224/final_result_127.5.f32.bin", 127.5f)]
    [InlineData(PeerOutput, "final_result", "peer_output_mobilenet_0.25_224/final_result_label_image_128.f32.bin", 128f)]
    public void MobileNetsGiveTensorFlowsValuesForPhotos(string graph, string tensor, string golden, float mean)
    {
        // The retrained graph went through tools that dropped its placeholder's shape.
        TensorShape? inputShape = graph == RoundedGraph ? TensorShape.Of(-1, 224, 224, 3) : null;
        using GraphSession session = GraphSession.Create(Load(graph), "input", tensor, inputShape);
        foreach ((int row, string photo) in Photos)
        {
            float[] image = [.. DecodedPhotos.Resize(photo, 224).Select(value => (value - mean) / mean)];

            Vectors.Deviation(Run(session, image), Row($"{Reference}/graphs/{golden}", row, session.OutputLength)).ShouldBeLessThan(1e-4);
        }
    }

    /// <summary>
    /// TensorFlow's values for this graph are not stored; its two eight-bit tensors are those of the float graph, rounded.
    /// </summary>
    [Fact]
    public void MobileNetOfQuantizedWeightsIsNearTheFloatOne()
    {
        using GraphSession session = GraphSession.Create(Load($"{MobileNets}/mobilenet_v1_0.25_224_quantized.pb"), "input", Bottleneck);
        foreach ((int row, string photo) in Photos)
        {
            float[] image = [.. DecodedPhotos.Resize(photo, 224).Select(value => (value - 127.5f) / 127.5f)];

            float[] expected = Row($"{Reference}/graphs/mobilenet_v1_0.25_224_frozen.bottleneck.f32.bin", row, session.OutputLength);
            Vectors.Cosine(Run(session, image), expected).ShouldBeGreaterThan(0.99);
        }
    }

    private static FrozenGraph Load(string path) => FrozenGraph.Load(ReferenceData.PathOf(path));

    private static float[] Read(string path) => Goldens.ReadFloats(ReferenceData.PathOf(path));

    private static float[] Row(string path, int row, int length) => Read(path)[(row * length)..((row + 1) * length)];

    private static float[] Run(GraphSession session, float[] image)
    {
        float[] output = new float[session.OutputLength];
        session.Run(image, 1, output);
        return output;
    }
}
