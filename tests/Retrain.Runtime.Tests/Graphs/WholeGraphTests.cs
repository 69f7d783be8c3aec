using System.Text.Json;
using Retrain.Runtime.Graphs;
using Retrain.Tests.Shared;

namespace Retrain.Runtime.Tests.Graphs;

/// <summary>Whole networks against TensorFlow, from the pixels on.</summary>
public sealed class WholeGraphTests
{
    private const string Goldens = "reference/tf_goldens";
    private const string MobileNets = "reference/graphs/mobilenet_v1_imagenet";
    private const string RoundedGraph = "reference/graphs/retrained_flowers_mobilenet_0.50_224/rounded_graph.pb";
    private const string Bottleneck = "MobilenetV1/Predictions/Reshape";
    private const string AveragePool = "MobilenetV1/Logits/AvgPool_1a/AvgPool";

    /// <summary>The goldens' rows whose decoded photo is stored with them (graphs/manifest.json "photos"; the fifth photo is not).</summary>
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

        float[] values = Run(session, Read($"{Goldens}/graphs/mobilenet_v1_0.25_128_frozen.input0.f32.bin"));

        ShouldBeNear(values, Row($"{Goldens}/graphs/mobilenet_v1_0.25_128_frozen.{golden}.f32.bin", 0, session.OutputLength));
    }

    [Theory]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_224_frozen.pb", Bottleneck, "mobilenet_v1_0.25_224_frozen.bottleneck.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_224_frozen.pb", AveragePool, "mobilenet_v1_0.25_224_frozen.avgpool.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.50_224_quantized.pb", Bottleneck, "mobilenet_v1_0.50_224_quantized.bottleneck.f32.bin", 127.5f)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.75_224_quantized.pb", Bottleneck, "mobilenet_v1_0.75_224_quantized.bottleneck.f32.bin", 127.5f)]
    [InlineData(RoundedGraph, "final_result", "rounded_graph.final_result.f32.bin", 128f)]
    [InlineData(RoundedGraph, Bottleneck, "rounded_graph.bottleneck_127.5.f32.bin", 127.5f)]
    [InlineData($"{Goldens}/graphs/peer_output_mobilenet_0.25_224/output_graph.pb", "final_result", "peer_output_mobilenet_0.25_224/final_result_127.5.f32.bin", 127.5f)]
    [InlineData($"{Goldens}/graphs/peer_output_mobilenet_0.25_224/output_graph.pb", "final_result", "peer_output_mobilenet_0.25_224/final_result_label_image_128.f32.bin", 128f)]
    public void MobileNetsGiveTensorFlowsValuesForPhotos(string graph, string tensor, string golden, float mean)
    {
        // The retrained graph went through tools that dropped its placeholder's shape.
        TensorShape? inputShape = graph == RoundedGraph ? TensorShape.Of(-1, 224, 224, 3) : null;
        using GraphSession session = GraphSession.Create(Load(graph), "input", tensor, inputShape);
        foreach ((int row, string photo) in Photos)
        {
            float[] image = [.. Resize(photo, 224).Select(value => (value - mean) / mean)];

            ShouldBeNear(Run(session, image), Row($"{Goldens}/graphs/{golden}", row, session.OutputLength));
        }
    }

    private static FrozenGraph Load(string path) => FrozenGraph.Load(ReferenceData.PathOf(path));

    private static float[] Read(string path) => Graphs.Goldens.ReadFloats(ReferenceData.PathOf(path));

    private static float[] Row(string path, int row, int length) => Read(path)[(row * length)..((row + 1) * length)];

    private static float[] Run(GraphSession session, float[] image)
    {
        float[] output = new float[session.OutputLength];
        session.Run(image, 1, output);
        return output;
    }

    /// <summary>Within 1e-4 of the values' scale.</summary>
    private static void ShouldBeNear(float[] actual, float[] expected)
    {
        actual.ShouldAllBe(value => float.IsFinite(value));
        actual.ShouldBe(expected, 1e-4 * expected.Max(Math.Abs));
    }

    /// <summary>ResizeBilinear as TensorFlow did it in 2015: the source pixel is target * scale, corners are not aligned.</summary>
    private static float[] Resize(string photo, int size)
    {
        byte[] rgb = File.ReadAllBytes(ReferenceData.PathOf($"{Goldens}/images/photo_{photo}.rgb.bin"));
        (int height, int width) = DecodedSize(photo);
        float[] resized = new float[size * size * 3];
        for (int y = 0; y < size; y++)
        {
            float fromY = y * (height / (float)size);
            int top = (int)fromY;
            int bottom = Math.Min(top + 1, height - 1);
            for (int x = 0; x < size; x++)
            {
                float fromX = x * (width / (float)size);
                int left = (int)fromX;
                int right = Math.Min(left + 1, width - 1);
                for (int channel = 0; channel < 3; channel++)
                {
                    float upper = Mix(At(top, left), At(top, right), fromX - left);
                    float lower = Mix(At(bottom, left), At(bottom, right), fromX - left);
                    resized[(((y * size) + x) * 3) + channel] = Mix(upper, lower, fromY - top);

                    float At(int row, int column) => rgb[(((row * width) + column) * 3) + channel];
                }
            }
        }

        return resized;

        static float Mix(float first, float second, float part) => first + ((second - first) * part);
    }

    private static (int Height, int Width) DecodedSize(string photo)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(ReferenceData.PathOf($"{Goldens}/images/manifest.json")));
        JsonElement shape = manifest.RootElement.GetProperty("images").EnumerateArray()
            .Select(image => image.TryGetProperty("decode_jpeg", out JsonElement decoded) ? decoded : default)
            .First(decoded => decoded.ValueKind is JsonValueKind.Object && decoded.TryGetProperty("file", out JsonElement file) && file.GetString() == $"photo_{photo}.rgb.bin")
            .GetProperty("shape");
        return (shape[0].GetInt32(), shape[1].GetInt32());
    }
}
