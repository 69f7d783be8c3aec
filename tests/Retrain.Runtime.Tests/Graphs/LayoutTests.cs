using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Tests.Shared;

namespace Retrain.Runtime.Tests.Graphs;

/// <summary>Convolutions leave their results channels first; whatever follows must still see TensorFlow's order.</summary>
public sealed class LayoutTests
{
    /// <summary>Nodes "y" behind a convolution "conv" of shape [2, 5, 4, 6], each reading it in its own way.</summary>
    private static readonly Dictionary<string, Func<GraphBuilder, GraphBuilder>> Readers = new(StringComparer.Ordinal)
    {
        ["a scalar"] = graph => graph.Weights("c").Node("y", "Mul", "conv", "c"),
        ["a constant per channel"] = graph => graph.Weights("c", 6).Node("y", "Add", "conv", "c"),
        ["a constant per channel on the left"] = graph => graph.Weights("c", 6).Node("y", "Sub", "c", "conv"),
        ["a constant per column"] = graph => graph.Weights("c", 4, 1).Node("y", "Maximum", "conv", "c"),
        ["a constant per pixel"] = graph => graph.Weights("c", 5, 4, 6).Node("y", "Add", "conv", "c"),
        ["a constant of four axes"] = graph => graph.Weights("c", 1, 1, 1, 6).Node("y", "Mul", "conv", "c"),
        ["a computed value per channel"] = graph => graph.Weights("c", 6).Node("n", "Neg", "c").Node("y", "Add", "conv", "n"),
        ["a computed value per pixel"] = graph => graph.Weights("c", 5, 4, 6).Node("n", "Neg", "c").Node("y", "Add", "conv", "n"),
        ["the image itself"] = graph => graph.Weights("f2", 1, 1, 3, 6).Convolution("other", "x", "f2").Node("y", "Add", "conv", "other"),
        ["an image in TensorFlow's order"] = graph => graph.Weights("c", 2, 5, 4, 6).Node("n", "Exp", "c").Node("y", "Add", "n", "conv"),
        ["a bias"] = graph => graph.Weights("c", 6).Node("y", "BiasAdd", "conv", "c"),
        ["softmax over channels"] = graph => graph.Node("y", "Softmax", "conv"),
        ["flattening"] = graph => graph.Indices("s", 2, -1).Node("y", "Reshape", "conv", "s"),
        ["mean over height and width"] = graph => graph.Indices("a", 1, 2).Node("y", "Mean", "conv", "a"),
        ["mean over height"] = graph => graph.Indices("a", 1).Node("y", "Mean", "conv", "a"),
        ["mean over width and channels"] = graph => graph.Indices("a", 2, 3).Node("y", "Mean", "conv", "a"),
        ["mean over channels"] = graph => graph.Indices("a", -1).Node("y", "Mean", "conv", "a"),
        ["sum over height, kept"] = graph => graph.Indices("a", 1).Add("y", "Sum", ["conv", "a"], ("T", Float), ("keep_dims", true)),
        ["mean, kept, then squeezed"] = graph => graph.Indices("a", 1, 2).Add("m", "Mean", ["conv", "a"], ("T", Float), ("keep_dims", true))
            .Add("y", "Squeeze", ["m"], ("T", Float), ("squeeze_dims", new List<long> { 1, 2 })),
        ["mean, kept, then one axis squeezed"] = graph => graph.Indices("a", 1, 2).Add("m", "Mean", ["conv", "a"], ("T", Float), ("keep_dims", true))
            .Add("y", "Squeeze", ["m"], ("T", Float), ("squeeze_dims", new List<long> { 1 })),
        ["mean, kept, then convolved"] = graph => graph.Weights("f2", 1, 1, 6, 2).Indices("a", 1, 2)
            .Add("m", "Mean", ["conv", "a"], ("T", Float), ("keep_dims", true)).Convolution("y", "m", "f2"),
    };

    public static TheoryData<string> ReaderNames => [.. Readers.Keys];

    private static DataType Float => DataType.DtFloat;

    [Theory]
    [MemberData(nameof(ReaderNames))]
    public void CuttingTheGraphBehindAConvolutionChangesNothing(string reader)
    {
        FrozenGraph graph = Readers[reader](
            new GraphBuilder().Placeholder("x", -1, 5, 4, 3).Weights("f", 3, 3, 3, 6).Convolution("conv", "x", "f")).Build();
        ModelRun.Tensor image = ModelRun.Tensor.Of([2, 5, 4, 3], GraphBuilder.Values(2 * 5 * 4 * 3));

        ModelRun.Tensor whole = ModelRun.Of(OnnxConverter.Convert(graph, ["x"], ["y"]), image)[0];
        ModelRun.Tensor conv = ModelRun.Of(OnnxConverter.Convert(graph, ["x"], ["conv"]), image)[0];
        ModelRun.Tensor inTwoParts = ModelRun.Of(OnnxConverter.Convert(graph, ["conv", "x"], ["y"], TensorShape.Of([.. conv.Shape])), conv, image)[0];

        conv.Shape.ShouldBe([2, 5, 4, 6]);
        whole.Shape.ShouldBe(inTwoParts.Shape);
        whole.Floats.ShouldBe(inTwoParts.Floats, 1e-5);
    }

    [Fact]
    public void ANetworkOfConvolutionsIsTransposedOnceAtItsBeginning()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 8, 8, 3)
            .Weights("f", 3, 3, 3, 6).Convolution("conv", "x", "f", stride: 2).Weights("b", 6).Node("bias", "BiasAdd", "conv", "b")
            .Node("relu", "Relu6", "bias").Weights("d", 3, 3, 6, 1).Convolution("depthwise", "relu", "d", op: "DepthwiseConv2dNative")
            .Node("sum", "Add", "depthwise", "relu").Indices("axes", 1, 2).Node("y", "Mean", "sum", "axes").Build();

        Transposes(OnnxConverter.Convert(graph, ["x"], ["y"])).ShouldBe(1);
        Transposes(OnnxConverter.Convert(graph, ["x"], ["sum"])).ShouldBe(2);
    }

    [Fact]
    public void EfficientNetHasOneTranspose()
    {
        FrozenGraph graph = FrozenGraph.Load(ReferenceData.PathOf("models/efficientnet_lite0/efficientnet_lite0.pb"));

        Transposes(OnnxConverter.Convert(graph, ["input"], ["bottleneck"])).ShouldBe(1);
    }

    [Theory]
    [InlineData("mobilenet_v1_0.25_128_frozen")]
    [InlineData("mobilenet_v1_0.50_224_quantized")]
    public void MobileNetHasOneTranspose(string name)
    {
        FrozenGraph graph = FrozenGraph.Load(ReferenceData.PathOf($"reference/graphs/mobilenet_v1_imagenet/{name}.pb"));

        Transposes(OnnxConverter.Convert(graph, ["input"], ["MobilenetV1/Predictions/Reshape"])).ShouldBe(1);
    }

    private static int Transposes(ModelProto model) => model.Graph.Node.Count(node => node.OpType is "Transpose");
}
