using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Conversion;

/// <summary>Convolutions leave their results channels first; all that follows must still see TensorFlow's order.</summary>
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
        ["mean, kept, then one axis squeezed"] = graph => graph.Indices("a", 1, 2)
            .Add("m", "Mean", ["conv", "a"], ("T", Float), ("keep_dims", true))
            .Add("y", "Squeeze", ["m"], ("T", Float), ("squeeze_dims", new List<long> { 1 })),
        ["joining along channels"] = graph => Joined(graph, -1),
        ["joining along height"] = graph => Joined(graph, 1),
        ["joining with a constant"] = graph => graph.Weights("c", 2, 5, 4, 2).Indices("a", 3)
            .Add("y", "ConcatV2", ["conv", "c", "a"], ("T", Float), ("N", 2L)),
        ["adding several"] = graph => graph.Weights("f2", 1, 1, 3, 6).Convolution("other", "x", "f2")
            .Add("y", "AddN", ["conv", "other", "conv"], ("T", Float), ("N", 3L)),
        ["packing"] = graph => graph.Add("y", "Pack", ["conv", "conv"], ("T", Float), ("N", 2L), ("axis", 1L)),
        ["repeating"] = graph => graph.Indices("n", 1, 2, 1, 3).Node("y", "Tile", "conv", "n"),
        ["padding with zeros"] = graph => graph.Paddings("p", 0, 0, 1, 2, 3, 0, 0, 4).Node("y", "Pad", "conv", "p"),
        ["padding by mirrors"] = graph => graph.Paddings("p", 0, 0, 1, 2, 3, 0, 0, 0)
            .Add("y", "MirrorPad", ["conv", "p"], ("T", Float), ("mode", "SYMMETRIC")),
        ["bilinear resizing"] = graph => graph.Indices("s", 7, 3).Node("y", "ResizeBilinear", "conv", "s"),
        ["nearest resizing"] = graph => graph.Indices("s", 7, 3).Node("y", "ResizeNearestNeighbor", "conv", "s"),
        ["normalising over neighbouring channels"] = graph => graph.Add("y", "LRN", ["conv"], ("T", Float), ("depth_radius", 1L)),
        ["normalising each channel"] = graph => graph.Weights("c", 6).Node("v", "Square", "c")
            .Add("y", "FusedBatchNorm", ["conv", "c", "c", "c", "v"], ("T", Float), ("is_training", false)),
        ["the greatest channel"] = graph => graph.Indices("a", 3).Add("m", "ArgMax", ["conv", "a"], ("T", Float))
            .Add("y", "Cast", ["m"], ("SrcT", DataType.DtInt64), ("DstT", Float)),
        ["the greatest column"] = graph => graph.Indices("a", 2).Add("m", "ArgMax", ["conv", "a"], ("T", Float))
            .Add("y", "Cast", ["m"], ("SrcT", DataType.DtInt64), ("DstT", Float)),
        ["cutting"] = graph => graph.Indices("b", 0, 1, 2, 3).Indices("s", -1, 3, 1, 2).Node("y", "Slice", "conv", "b", "s"),
        ["cutting in steps, backwards"] = graph => Strided(graph, [0, -1, 0, 5], [2, 0, 4, -7], [1, -2, 1, -1]),
        ["one channel"] = graph => Strided(graph, [0, 0, 0, -1], [2, 5, 4, 0], [1, 1, 1, 1], ("shrink_axis_mask", 8L)),
        ["one row"] = graph => Strided(graph, [0, 2], [2, 3], [1, 1], ("shrink_axis_mask", 2L)),
        ["one pixel and a new axis"] = graph => Strided(
            graph, [0, 1, 2, 0], [2, 2, 3, 1], [1, 1, 1, 1], ("shrink_axis_mask", 6L), ("new_axis_mask", 8L)),
        ["the second half of the channels"] = graph => graph.Indices("a", 3)
            .Add("s", "Split", ["a", "conv"], ("T", Float), ("num_split", 2L))
            .Node("y", "Neg", "s:1"),
        ["to channels first and back"] = graph => graph.Indices("to", 0, 3, 1, 2).Node("first", "Transpose", "conv", "to")
            .Node("r", "Relu", "first")
            .Indices("back", 0, 2, 3, 1).Node("y", "Transpose", "r", "back"),
        ["another order of axes"] = graph => graph.Indices("to", 2, 0, 3, 1).Node("y", "Transpose", "conv", "to"),
        ["an axis of its own"] = graph => graph.Indices("a", 2).Node("y", "ExpandDims", "conv", "a"),
        ["blocks to the batch"] = graph => graph.Indices("b", 3, 2).Paddings("p", 0, 1, 2, 0).Node("y", "SpaceToBatchND", "conv", "b", "p"),
        ["blocks of channels too to the batch"] = graph => graph.Indices("b", 1, 2, 3).Paddings("p", 0, 0, 0, 0, 0, 0)
            .Node("y", "SpaceToBatchND", "conv", "b", "p"),
        ["blocks of columns to the batch and back"] = graph => graph.Indices("b", 5).Paddings("p", 0, 0)
            .Node("s", "SpaceToBatchND", "conv", "b", "p")
            .Node("y", "BatchToSpaceND", "s", "b", "p"),
        ["blocks from the batch"] = graph => graph.Indices("b", 1, 2).Paddings("p", 1, 0, 0, 3)
            .Node("y", "BatchToSpaceND", "conv", "b", "p"),
        ["fake quantisation per channel"] = graph => graph.Vector("low", -1, -2, -3, -1, -2, -3).Vector("high", 1, 1, 2, 2, 3, 3)
            .Node("y", "FakeQuantWithMinMaxVarsPerChannel", "conv", "low", "high"),
        ["flattening as Keras does"] = graph => Strided(
                graph.Add("shape", "Shape", ["conv"], ("T", Float)),
                ("batch", "shape"), [0], [1], [1], ("T", DataType.DtInt32), ("shrink_axis_mask", 1L))
            .Index("rest", -1).Add("flat", "Pack", ["batch", "rest"], ("T", DataType.DtInt32), ("N", 2L))
            .Node("y", "Reshape", "conv", "flat"),
        ["flattening as slim did at first"] = graph => graph.Add("shape", "Shape", ["conv"], ("T", Float))
            .Indices("0", 0).Indices("1", 1).Indices("3", 3).Add("batch", "Slice", ["shape", "0", "1"], ("T", DataType.DtInt32))
            .Add("image", "Slice", ["shape", "1", "3"], ("T", DataType.DtInt32))
            .Add("length", "Prod", ["image", "0"], ("T", DataType.DtInt32))
            .Index("axis", 0).Add("row", "ExpandDims", ["length", "axis"], ("T", DataType.DtInt32))
            .Add("flat", "ConcatV2", ["batch", "row", "axis"], ("T", DataType.DtInt32), ("N", 2L)).Node("y", "Reshape", "conv", "flat"),
        ["filling a computed shape"] = graph => graph.Indices("a", 0, 1, 2, 3).Node("max", "Max", "conv", "a")
            .Indices("sides", -2, 3).Add("lengths", "Abs", ["sides"], ("T", DataType.DtInt32)).Node("y", "Fill", "lengths", "max"),
        ["filling half of a shape"] = graph => graph.Indices("a", 0, 1, 2, 3).Node("max", "Max", "conv", "a")
            .Indices("sides", 5, -6).Indices("2", 2, -2).Add("half", "FloorDiv", ["sides", "2"], ("T", DataType.DtInt32))
            .Node("y", "Fill", "half", "max"),
        ["reshaping to a computed shape"] = graph => graph.Indices("sides", 10, -24)
            .Add("lengths", "Abs", ["sides"], ("T", DataType.DtInt32))
            .Node("y", "Reshape", "conv", "lengths"),
        ["twice the size, as Keras computes it"] = graph => Strided(
                graph.Add("shape", "Shape", ["conv"], ("T", Float)), ("sides", "shape"), [1], [3], [1], ("T", DataType.DtInt32))
            .Indices("2", 2, 2).Add("size", "Mul", ["sides", "2"], ("T", DataType.DtInt32))
            .Node("y", "ResizeNearestNeighbor", "conv", "size"),
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
        ConvertedModel secondPart = OnnxConverter.Convert(graph, ["conv", "x"], ["y"], TensorShape.Of([.. conv.Shape]));
        ModelRun.Tensor inTwoParts = ModelRun.Of(secondPart, conv, image)[0];

        conv.Shape.ShouldBe([2, 5, 4, 6]);
        whole.Shape.ShouldBe(inTwoParts.Shape);
        whole.Floats.ShouldBe(inTwoParts.Floats, 1e-5);
    }

    [Theory]
    [InlineData("flattening as Keras does", 120)]
    [InlineData("flattening as slim did at first", 120)]
    public void TheLengthOfAFlattenedImageIsKnownThoughTheBatchIsNot(string reader, int length)
    {
        FrozenGraph graph = Readers[reader](
            new GraphBuilder().Placeholder("x", -1, 5, 4, 3).Weights("f", 3, 3, 3, 6).Convolution("conv", "x", "f")).Build();

        using GraphSession session = GraphSession.Create(graph, "x", "y");

        session.OutputShape.ShouldBe(TensorShape.Of(-1, length));
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

    [Theory]
    [InlineData("models/efficientnet_lite0/efficientnet_lite0.pb", "input", "bottleneck")]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", "input", "MobilenetV1/Predictions/Reshape")]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_224_frozen.pb", "input", "MobilenetV1/Predictions/Reshape")]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_224_quantized.pb", "input", "MobilenetV1/Predictions/Reshape")]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.50_224_quantized.pb", "input", "MobilenetV1/Predictions/Reshape")]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.75_224_quantized.pb", "input", "MobilenetV1/Predictions/Reshape")]
    [InlineData("reference/graphs/retrained_flowers_mobilenet_0.50_224/rounded_graph.pb", "input", "final_result")]
    [InlineData("reference/tf_goldens/graphs/peer_output_mobilenet_0.25_224/output_graph.pb", "input", "final_result")]
    public void ANetworkHasOneTransposeWherePixelsEnter(string path, string input, string output)
    {
        FrozenGraph graph = FrozenGraph.Load(ReferenceData.PathOf(path));

        Transposes(OnnxConverter.Convert(graph, [input], [output])).ShouldBe(1);
    }

    [Theory]
    [InlineData("Mul", "softmax", 1)]
    [InlineData("ResizeBilinear", "pool_3/_reshape", 1)]
    [InlineData("Mul", "mixed_10/join", 2)] // it gives images as TensorFlow has them
    public void InceptionJoinsItsTowersWithoutATranspose(string input, string output, int transposes) =>
        Transposes(OnnxConverter.Convert(Goldens.NarrowInception(), [input], [output], TensorShape.Of(-1, 299, 299, 3)))
            .ShouldBe(transposes);

    private static GraphBuilder Joined(GraphBuilder graph, int axis) =>
        graph.Weights("f2", 1, 1, 3, 6).Convolution("other", "x", "f2").Indices("a", axis)
        .Add("y", "ConcatV2", ["conv", "other", "a"], ("T", Float), ("N", 2L));

    private static GraphBuilder Strided(
        GraphBuilder graph, int[] begin, int[] end, int[] strides, params (string Name, object Value)[] masks) =>
        Strided(graph, ("y", "conv"), begin, end, strides, [("T", Float), .. masks]);

    private static GraphBuilder Strided(
        GraphBuilder graph, (string Name, string Input) node, int[] begin, int[] end, int[] strides,
        params (string Name, object Value)[] attributes) =>
        graph.Indices("begin", begin).Indices("end", end).Indices("strides", strides)
            .Add(node.Name, "StridedSlice", [node.Input, "begin", "end", "strides"], attributes);

    private static int Transposes(ConvertedModel model) => model.Graph.Node.Count(node => node.OpType is "Transpose");
}
