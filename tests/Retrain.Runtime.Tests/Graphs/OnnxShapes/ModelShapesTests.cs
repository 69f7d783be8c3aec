using System.Diagnostics;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.OnnxShapes;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.OnnxShapes;

public sealed class ModelShapesTests
{
    private static readonly TensorShape SixteenPixels = TensorShape.Of(-1, 16, 16, 3);

    public static TheoryData<string, string, long[]> WrongNumbers => new()
    {
        { "MaxPool", "strides", [long.MaxValue, 1] },
        { "MaxPool", "strides", [0, 1] },
        { "MaxPool", "strides", [1] },
        { "MaxPool", "kernel_shape", [0, 2] },
        { "MaxPool", "kernel_shape", [long.MaxValue, 2] },
        { "MaxPool", "pads", [-1, 0, 0, 0] },
        { "MaxPool", "pads", [0, 0, 2, 0] },
        { "MaxPool", "dilations", [1L << 40, 1] },
        { "AveragePool", "strides", [long.MinValue, 1] },
        { "AveragePool", "kernel_shape", [2] },
        { "LpPool", "strides", [-1, 1] },
        { "Conv", "strides", [1, long.MaxValue] },
        { "Conv", "dilations", [0, 1] },
        { "Conv", "pads", [0, 0, 0] },
        { "Conv", "pads", [long.MaxValue, 0, 0, 0] },
        { "Conv", "kernel_shape", [5, 5] },
        { "Conv", "group", [0] },
        { "Conv", "group", [3] },
        { "ConvTranspose", "strides", [long.MaxValue, 1] },
        { "ConvTranspose", "output_padding", [-1, 0] },
        { "Transpose", "perm", [0, 1, 1, 2] },
        { "Transpose", "perm", [0, 1, 2, 9] },
        { "Softmax", "axis", [4] },
        { "Softmax", "axis", [long.MinValue] },
        { "Flatten", "axis", [5] },
        { "Concat", "axis", [-5] },
        { "ArgMax", "axis", [7] },
        { "DepthToSpace", "blocksize", [0] },
        { "SpaceToDepth", "blocksize", [3] },
        { "LRN", "size", [0] },
        { "GroupNormalization", "num_groups", [0] },
    };

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void NumbersThatDoNotFitAreRefusedBeforeARun(string op, string attribute, long[] values)
    {
        OnnxModelBuilder builder = Image().Weights("w", 3, 3, 3, 3);
        string[] inputs = op is "Conv" or "ConvTranspose" ? ["image", "w"] : ["image"];
        List<AttributeProto> attributes = [attribute is "axis" or "group" or "blocksize" or "size" or "num_groups"
            ? OnnxAttribute.Of(attribute, values[0]) : OnnxAttribute.Of(attribute, values.AsSpan())];
        if (op.EndsWith("Pool", StringComparison.Ordinal) && attribute is not "kernel_shape")
        {
            attributes.Add(OnnxAttribute.Of("kernel_shape", new long[] { 2, 2 }.AsSpan()));
        }

        RetrainException refusal = Refused(builder.Node(op, "y", inputs, [.. attributes]));

        refusal.Diagnostic.Code.ShouldBe("RT2008");
        refusal.Message.ShouldStartWith($"test.onnx : error RT2008: attribute '{attribute}' of {op} node 'y' ");
    }

    [Fact]
    public void APadDoesNotBecomeGigabytes()
    {
        Stopwatch time = Stopwatch.StartNew();

        Refused(Image().Indices("pads", 0, 0, 65_535, 65_535, 0, 0, 65_535, 65_535).Node("Pad", "y", "image", "pads")).Message.ShouldBe(
            "test.onnx : error RT2023: Pad node 'y' gives a tensor of shape [1, 3, 131086, 131086], which would take more than 1024 MiB; "
            + "check the graph, and the input size if you gave one.");

        time.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("Expand")]
    [InlineData("Tile")]
    public void ConstantsDoNotBecomeGigabytes(string op) =>
        Refused(Image().Weights("row", 1, 1, 1, 1).Indices("size", 1, 1, 20_000, 20_000).Node(op, "huge", "row", "size")
            .Node("Add", "y", "image", "huge")).Diagnostic.Code.ShouldBe("RT2023");

    [Fact]
    public void ASizeThatTheImageDecidesIsRefused() =>
        Refused(Image()
            .Node("Cast", "whole", ["image"], OnnxAttribute.Of("to", (long)DataType.Int64)).Node("Flatten", "flat", "whole")
            .Indices("first", 0)
            .Indices("one", 1).Node("Squeeze", "row", "flat", "first").Indices("last", 1).Node("Slice", "size", "row", "first", "last")
            .Node("ConstantOfShape", "y", "size")).Message
            .ShouldContain("RT2023: ConstantOfShape node 'y' gives a tensor whose size depends");

    [Fact]
    public void ManyTensorsAtOnceAreTooMuchTogether()
    {
        OnnxModelBuilder builder = Image().Indices("repeats", 1, 1, 512, 512);
        string[] tiles = [.. Enumerable.Range(0, 4).Select(i => $"tile{i}")];
        foreach (string tile in tiles)
        {
            builder.Node("Tile", tile, "image", "repeats"); // 805 MB each
        }

        Refused(builder.Node("Sum", "y", tiles)).Message.ShouldContain("runs while tensors of more than 2048 MiB are in memory");
    }

    [Fact]
    public void LoopsAreRefused() => Refused(Image().Node("Loop", "y", "image")).Diagnostic.Code.ShouldBe("RT2007");

    [Theory]
    [InlineData("RandomNormal")]
    [InlineData("HannWindow")]
    [InlineData("AffineGrid")]
    [InlineData("Col2Im")]
    [InlineData("CenterCropPad")]
    [InlineData("MaxUnpool")]
    [InlineData("RoiAlign")]
    [InlineData("MaxRoiPool")]
    [InlineData("TfIdfVectorizer")]
    [InlineData("DFT")]
    [InlineData("SequenceInsert")]
    [InlineData("CropAndResize")]
    [InlineData("ComputeNothingKnown")]
    public void OpsWhoseResultsNothingLimitsAreRefused(string op) =>
        Refused(Image().Node(op, "y", "image")).Message.ShouldContain($"RT2007: node 'y' is a {op}");

    [Fact]
    public void AnOuterProductDoesNotBecomeGigabytes() =>
        Refused(Image().Indices("shape", 768).Node("Reshape", "row", "image", "shape")
            .Node("Einsum", "y", ["row", "row", "row"], OnnxAttribute.Of("equation", "i,j,k->ijk"))).Message
            .ShouldContain("RT2023: Einsum node 'y' gives a tensor of shape [768, 768, 768]");

    [Fact]
    public void WhatIsPickedFromATensorDoesNotBecomeGigabytes() =>
        Refused(Image().Indices("first", 0).Indices("many", 1_000_000, 1).Node("Expand", "indices", "first", "many")
            .Node("GatherND", "y", "image", "indices")).Message
            .ShouldContain("RT2023: GatherND node 'y' gives a tensor of shape [1000000, 3, 16, 16]");

    // The number of what is not zero is known only after a run, and each of forty nodes may double it.
    [Theory]
    [InlineData("NonZero")]
    [InlineData("Compress")]
    [InlineData("Unique")]
    public void ANumberOfElementsThatTheImageDecidesIsRefused(string op)
    {
        OnnxModelBuilder builder = Image().Node("Cast", "truth", ["image"], OnnxAttribute.Of("to", (long)DataType.Bool))
            .Indices("all", -1).Node("Reshape", "row", "truth", "all");

        Refused(builder.Node(op, "y", op is "Compress" ? ["row", "row"] : ["row"])).Message
            .ShouldContain($"RT2023: {op} node 'y' gives a tensor whose size depends on the values of the image");
    }

    // As PyTorch once wrote the numbers from 0 to 196.
    [Fact]
    public void PositionsOfOnesAreFollowed() => Should.NotThrow(() => ModelShapes.Check(
        OnnxCut.ForPixels(
            Image().Indices("count", 197).Node("ConstantOfShape", "ones", "count").Node("NonZero", "positions", "ones")
                .Node("Transpose", "columns", "positions").Indices("axes", 1).Node("Squeeze", "numbers", "columns", "axes")
                .Indices("all", -1).Node("Reshape", "row", "image", "all").Node("Gather", "y", "row", "numbers")
                .Output("y", DataType.Float, 197).Build(),
            "image", "y", SixteenPixels),
        "test.onnx"));

    // As PyTorch writes the class token of a vision transformer.
    [Fact]
    public void SizesThatANetworkComputesAreFollowed()
    {
        OnnxModel model = Image().Node("Shape", "shape", "image").Indices("zero", 0).Node("Gather", "batch", "shape", "zero")
            .Indices("rest", 3).Node("Concat", "wanted", ["batch", "rest"], OnnxAttribute.Of("axis", 0)).Indices("unknown", -1, -1)
            .Indices("ones", 1, 1).Node("Equal", "open", "wanted", "unknown").Node("Where", "size", "open", "ones", "wanted")
            .Weights("token", 1, 3).Node("Expand", "y", "token", "size").Output("y", DataType.Float, -1, 3).Build();

        Should.NotThrow(() => ModelShapes.Check(OnnxCut.ForPixels(model, "image", "y", SixteenPixels), "test.onnx"));
    }

    [Fact]
    public void EveryConvertedGoldenPasses()
    {
        foreach (OpCase op in Goldens.Ops)
        {
            ConvertedModel model = OnnxConverter.Convert(
                FrozenGraph.Load(op.GraphPath), [.. op.Feeds.Select(feed => feed.Tensor)], [.. op.Fetches.Select(fetch => fetch.Tensor)]);

            try
            {
                ModelShapes.Check(ModelProto.Parser.ParseFrom(model.ToByteArray()), op.Name);
            }
            catch (RetrainException refusal)
            {
                // It is fed with a size.
                refusal.Message.ShouldContain("whose size depends on the values of the image", customMessage: op.Name);
            }
        }
    }

    private static OnnxModelBuilder Image() => new OnnxModelBuilder().Input(DataType.Float, -1, 3, 16, 16);

    private static RetrainException Refused(OnnxModelBuilder builder)
    {
        OnnxModel model = builder.Output("y", DataType.Float).Build();
        return Should.Throw<RetrainException>(() => GraphSession.Create(model, "image", "y", SixteenPixels));
    }
}
