using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

/// <summary>
/// The values for an image are the same bits alone, in every place of every batch, beside any other images and on any number of threads.
/// </summary>
public sealed class NeighbourTests
{
    private const string Published = "reference/hf_models";
    private const string MobileNets = "reference/graphs/mobilenet_v1_imagenet";

    public static TheoryData<string, int> PublishedNetworks => new()
    {
        { $"{Published}/clip_vision_with_projection/model.onnx", 224 },
        { $"{Published}/convnext_feature_extraction/model.onnx", 224 },
        { $"{Published}/dinov2_feature_extraction/model.onnx", 224 },
        { $"{Published}/dinov2_old_style_size/model.onnx", 224 },
        { $"{Published}/mobilevit_bgr/model.onnx", 256 },
        { $"{Published}/resnet_feature_extraction/model.onnx", 224 },
        { $"{Published}/resnet_quantized_static/onnx/model_quantized.onnx", 224 },
        { $"{Published}/siglip_vision/model.onnx", 224 },
        { $"{Published}/timm_classifier/model.onnx", 224 },
        { $"{Published}/vit_feature_extraction/model.onnx", 224 },
        { $"{Published}/vit_image_classification/model.onnx", 224 },
        { $"{Published}/vit_quantized_dynamic/onnx/model_quantized.onnx", 224 },
        { "reference/graphs/SqueezeNet_fp16.onnx", 224 },
        { "models/efficientnet_lite0/efficientnet_lite0_int8.onnx", 224 },
    };

    [Fact]
    public void EveryPublishedNetworkIsAmongThem() =>
        Directory.EnumerateFiles(ReferenceData.PathOf(Published), "*.onnx", SearchOption.AllDirectories).Count()
            .ShouldBe(PublishedNetworks.Count(row => row.Data.Item1.StartsWith(Published, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(PublishedNetworks))]
    public void OfAPublishedNetwork(string path, int side)
    {
        NetworkGraph graph = Load(path);
        using GraphSession session = GraphSession.Create(graph, graph.Inputs[0], graph.Results[0], TensorShape.Of(-1, side, side, 3));
        RequireTheSameBits(session);
    }

    [Theory]
    [InlineData("models/efficientnet_lite0/efficientnet_lite0.pb", "input", "bottleneck", 224)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_128_frozen.pb", "input", "MobilenetV1/Predictions/Reshape", 128)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.50_224_quantized.pb", "input", "MobilenetV1/Predictions/Reshape", 224)]
    [InlineData("reference/graphs/retrained_flowers_mobilenet_0.50_224/rounded_graph.pb", "input", "final_result", 224)]
    [InlineData("reference/tf_goldens/graphs/inception_2015_narrow.pb", "Mul", "pool_3/_reshape", 299)]
    [InlineData("reference/tf_goldens/graphs/peer_output_mobilenet_0.25_224/output_graph.pb", "input", "final_result", 224)]
    public void OfAFrozenGraph(string path, string input, string output, int side)
    {
        using GraphSession session = GraphSession.Create(Load(path), input, output, TensorShape.Of(-1, side, side, 3));
        RequireTheSameBits(session);
    }

    /// <summary>DynamicQuantizeLinear has one scale for its whole input, so that an image of large values spoils the others.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void OfANetworkThatScalesItsWholeInput(int fixedBatch)
    {
        OnnxModelBuilder model = new OnnxModelBuilder().Input(DataType.Float, fixedBatch == 0 ? -1 : fixedBatch, 3, 8, 8)
            .Node("DynamicQuantizeLinear", "q", "image").Node("DequantizeLinear", "d", "q", "scale", "zero")
            .Node("GlobalAveragePool", "y", "d").Output("y", DataType.Float, -1, 3, 1, 1);
        model.Definition.Graph.Node[0].Output.AddRange(["scale", "zero"]);
        using GraphSession session = GraphSession.Create(model.Build(), "image", "y", TensorShape.Of(-1, 8, 8, 3));
        RequireTheSameBits(session);
    }

    private static void RequireTheSameBits(GraphSession session)
    {
        // Black, noise, a photo's smooth colours, and noise that is so much larger that a common scale would flatten the others.
        float[][] images = [.. Enumerable.Range(0, 4).Select(kind => ImageOf(kind, session.InputLength))];
        float[][] alone = [.. images.Select(image => Run(session, image, 1))];

        foreach (int[] order in new int[][] { [3, 0, 2, 1], [1, 3, 3] })
        {
            float[] together = Run(session, [.. order.SelectMany(kind => images[kind])], order.Length);

            BitsOf(together).ShouldBe(BitsOf([.. order.SelectMany(kind => alone[kind])]));
        }

        float[][] atOnce = new float[4][];
        Parallel.For(0, atOnce.Length, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i => atOnce[i] = Run(session, images[i], 1));
        atOnce.Index().ShouldAllBe(run => BitsOf(run.Item).SequenceEqual(BitsOf(alone[run.Index])));
    }

    private static float[] ImageOf(int kind, int length)
    {
        Random random = new(kind);
        return [.. Enumerable.Range(0, length).Select(i => kind switch
        {
            0 => 0f,
            1 => (2 * random.NextSingle()) - 1,
            2 => MathF.Sin(i / 500f),
            _ => 20 * random.NextSingle(),
        })];
    }

    private static int[] BitsOf(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    private static float[] Run(GraphSession session, float[] images, int batch)
    {
        float[] output = new float[batch * session.OutputLength];
        session.Run(images, batch, output);
        return output;
    }

    private static NetworkGraph Load(string path)
    {
        string full = ReferenceData.PathOf(path);
        return NetworkFile.Parse(File.ReadAllBytes(full), full);
    }
}
