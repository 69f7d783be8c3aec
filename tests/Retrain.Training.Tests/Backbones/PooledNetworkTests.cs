using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using TensorType = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types.DataType;

namespace Retrain.Training.Tests.Backbones;

/// <summary>Runs pooled networks, and compares with numbers that the tests compute from the pixels themselves.</summary>
public sealed class PooledNetworkTests : IDisposable
{
    private const int Side = 8;
    private const int MapSide = Side / 2;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // As many channels as the map has rows, of which the sizes do not say which is which; half precision; axes as attribute and input.
    [Theory]
    [InlineData(6, 17, false)]
    [InlineData(4, 18, false)]
    [InlineData(6, 18, true)]
    public void AFeatureMapOfOnnxIsAveragedOverHeightAndWidth(int channels, int opset, bool isHalf)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Opset(opset).Input(TensorType.Float, -1, 3, Side, Side)
            .Weights("filter", channels, 3, 1, 1)
            .Node("Conv", isHalf ? "floats" : "map", ["image", "filter"], OnnxAttribute.Of("strides", 2, 2));
        if (isHalf)
        {
            model.Node("Cast", "map", ["floats"], OnnxAttribute.Of("to", (long)TensorType.Float16));
        }

        model.Output("map", isHalf ? TensorType.Float16 : TensorType.Float, -1, channels, MapSide, MapSide);

        // [channels, 3]
        float[] filter = GraphBuilder.Values(channels * 3);
        CompareMap("net.onnx", model.ToBytes(), channels, (channel, color) => filter[(channel * 3) + color], isHalf ? 2e-3f : 1e-5f);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(4)]
    public void AFeatureMapOfTensorFlowIsAveragedOverHeightAndWidth(int channels)
    {
        byte[] graph = new GraphBuilder().Placeholder("image", -1, Side, Side, 3).Weights("filter", 1, 1, 3, channels)
            .Convolution("map", "image", "filter", stride: 2).ToBytes();

        // [3, channels]
        float[] filter = GraphBuilder.Values(channels * 3);
        CompareMap("net.pb", graph, channels, (channel, color) => filter[(color * channels) + channel], 1e-5f);
    }

    // 17 tokens are 4 x 4 patches and a class token, 16 are patches alone.
    [Theory]
    [InlineData(17, 30, "the first of 17 tokens of 'tokens'")]
    [InlineData(16, 15, "the mean over the 16 tokens of 'tokens'")]
    public void TokensOfOnnxArePooled(int tokens, int length, string pooling)
    {
        (int height, int width) = SidesOf(tokens, length);
        byte[] model = new OnnxModelBuilder().Input(TensorType.Float, -1, 3, height, width)
            .Indices("sizes", -1, tokens, length).Node("Reshape", "tokens", "image", "sizes")
            .Output("tokens", TensorType.Float, -1, tokens, length).ToBytes();

        CompareTokens("net.onnx", model, (tokens, length), pooling, pixels =>
            [.. Enumerable.Range(0, 3).SelectMany(color => pixels.Where((_, i) => i % 3 == color))]); // channels first
    }

    [Theory]
    [InlineData(17, 30, "the first of 17 tokens of 'tokens'")]
    [InlineData(16, 15, "the mean over the 16 tokens of 'tokens'")]
    public void TokensOfTensorFlowArePooled(int tokens, int length, string pooling)
    {
        (int height, int width) = SidesOf(tokens, length);
        byte[] graph = new GraphBuilder().Placeholder("image", -1, height, width, 3)
            .Indices("sizes", -1, tokens, length)
            .Add("tokens", "Reshape", ["image", "sizes"], ("T", DataType.DtFloat), ("Tshape", DataType.DtInt32)).ToBytes();

        CompareTokens("net.pb", graph, (tokens, length), pooling, pixels => pixels);
    }

    private static (int Height, int Width) SidesOf(int tokens, int length) => (tokens, length / 3);

    private void CompareMap(string name, byte[] network, int channels, Func<int, int, float> weight, float tolerance)
    {
        Backbone backbone = Load(name, network, "map");

        backbone.Pooling!.ToString().ShouldBe("the mean over height and width of 'map'");
        backbone.BottleneckLength.ShouldBe(channels);
        foreach ((float[] pixels, float[] bottleneck) in Run(backbone))
        {
            for (int channel = 0; channel < channels; channel++)
            {
                double sum = 0;
                for (int pixel = 0; pixel < MapSide * MapSide; pixel++)
                {
                    // A filter of one pixel with steps of two reads every second pixel of every second row.
                    int first = ((pixel / MapSide * 2 * Side) + (pixel % MapSide * 2)) * 3;
                    sum += Enumerable.Range(0, 3).Sum(color => (double)pixels[first + color] * weight(channel, color));
                }

                ((double)bottleneck[channel]).ShouldBe(sum / (MapSide * MapSide), tolerance);
            }
        }
    }

    private void CompareTokens(
        string name, byte[] network, (int Count, int Length) tokens, string pooling, Func<float[], float[]> inOrderOfTheNetwork)
    {
        Backbone backbone = Load(name, network, "tokens");

        backbone.Pooling!.ToString().ShouldBe(pooling);
        backbone.BottleneckLength.ShouldBe(tokens.Length);
        foreach ((float[] pixels, float[] bottleneck) in Run(backbone))
        {
            float[] values = inOrderOfTheNetwork(pixels);
            for (int i = 0; i < tokens.Length; i++)
            {
                double expected = pooling.StartsWith("the first", StringComparison.Ordinal)
                    ? values[i]
                    : Enumerable.Range(0, tokens.Count).Average(token => (double)values[(token * tokens.Length) + i]);
                ((double)bottleneck[i]).ShouldBe(expected, 1e-5);
            }
        }
    }

    // Two images at once, so that a mean over the batch would show.
    private static List<(float[] Pixels, float[] Bottleneck)> Run(Backbone backbone)
    {
        using GraphSession session = backbone.OpenSession();
        float[] pixels = [.. Enumerable.Range(0, 2 * session.InputLength).Select(i => MathF.Sin(i * 0.37f) + (i % 3))];
        float[] bottlenecks = new float[2 * backbone.BottleneckLength];
        session.Run(pixels, 2, bottlenecks);
        return
        [
            .. pixels.Chunk(session.InputLength).Zip(bottlenecks.Chunk(backbone.BottleneckLength)),
        ];
    }

    private Backbone Load(string name, byte[] network, string tensor) => BackboneCatalog.Load(
        new() { Architecture = folder.Write(name, network).PathOf(name), BottleneckTensor = tensor },
        _ => { },
        TestContext.Current.CancellationToken);
}
