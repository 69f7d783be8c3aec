using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

public sealed class GraphSessionTests
{
    [Fact]
    public void ShapesAndLengthsComeFromTheGraph()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "input", "bottleneck");

        session.InputShape.ShouldBe(TensorShape.Of(-1, 8, 8, 3));
        session.OutputShape.ShouldBe(TensorShape.Of(-1, 6));
        session.InputLength.ShouldBe(192);
        session.OutputLength.ShouldBe(6);
    }

    [Fact]
    public void TheDecodingBranchBehindTheInputIsCutOff()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "input:0", "final_result:0");

        float[] probabilities = Run(session, GraphBuilder.Values(192), batch: 1);

        probabilities.Sum().ShouldBe(1, 1e-6f);
    }

    [Fact]
    public void TheHeadAloneGivesWhatTheWholeGraphGives()
    {
        FrozenGraph graph = TinyNetwork();
        using GraphSession whole = GraphSession.Create(graph, "input", "final_result");
        using GraphSession backbone = GraphSession.Create(graph, "input", "bottleneck");
        using GraphSession head = GraphSession.Create(graph, "input_1/BottleneckInputPlaceholder", "final_result");
        float[] image = GraphBuilder.Values(192);

        Run(head, Run(backbone, image, batch: 1), batch: 1).ShouldBe(Run(whole, image, batch: 1), 1e-6);
    }

    [Fact]
    public void ABatchGivesWhatItsImagesGive()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "input", "final_result");
        float[] images = GraphBuilder.Values(3 * 192);

        float[] together = Run(session, images, batch: 3);

        together.ShouldBe(
            [.. Run(session, images[..192], 1), .. Run(session, images[192..384], 1), .. Run(session, images[384..], 1)]);
    }

    [Fact]
    public void AGraphOfOneImageAtATimeTakesBatches()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", 1, 2, 2, 3).Weights("f", 1, 1, 3, 4).Convolution("conv", "x", "f")
            .Indices("axes", 1, 2).Node("mean", "Mean", "conv", "axes").Add("y", "Squeeze", ["mean"], ("T", DataType.DtFloat)).Build();
        using GraphSession session = GraphSession.Create(graph, "x", "y");
        float[] images = GraphBuilder.Values(24);

        session.OutputShape.ShouldBe(TensorShape.Of(4));
        session.OutputLength.ShouldBe(4);
        Run(session, images, batch: 2).ShouldBe([.. Run(session, images[..12], 1), .. Run(session, images[12..], 1)]);
    }

    [Fact]
    public void AnOpenInputSizeIsGivenByTheCaller()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, -1, -1, 3).Weights("f", 3, 3, 3, 4)
            .Convolution("y", "x", "f", stride: 2).Build();

        Should.Throw<RetrainException>(() => GraphSession.Create(graph, "x", "y")).Diagnostic.Code.ShouldBe("RT2014");
        using GraphSession session = GraphSession.Create(graph, "x", "y", TensorShape.Of(-1, 7, 6, 3));
        session.OutputShape.ShouldBe(TensorShape.Of(-1, 4, 3, 4));
    }

    [Fact]
    public void ATensorBehindAnUnconvertibleOpCanBeTheInput()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "Mul", "bottleneck", TensorShape.Of(-1, 8, 8, 3));
        using GraphSession usual = GraphSession.Create(TinyNetwork(), "input", "bottleneck");
        float[] image = GraphBuilder.Values(192);

        Run(session, image, batch: 1).ShouldBe(Run(usual, image, batch: 1));
    }

    [Fact]
    public void ValuesOfAnotherNumberAreRefused()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "input", "bottleneck");

        Should.Throw<ArgumentException>(() => session.Run(new float[191], 1, new float[6]));
        Should.Throw<ArgumentException>(() => session.Run(new float[192], 1, new float[7]));
        Should.Throw<ArgumentException>(() => session.Run([], 0, []));
    }

    [Fact]
    public void OneNumberForAWholeBatchIsRefused()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 4).Indices("axes", 0, 1).Node("y", "Mean", "x", "axes").Build();

        Should.Throw<RetrainException>(() => GraphSession.Create(graph, "x", "y")).Diagnostic.Code.ShouldBe("RT2014");
    }

    [Fact]
    public void WholeNumbersAreNoInput()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", DataType.DtInt32, -1, 4, 4, 3)
            .Add("y", "Cast", ["x"], ("SrcT", DataType.DtInt32), ("DstT", DataType.DtFloat)).Build();

        Should.Throw<RetrainException>(() => GraphSession.Create(graph, "x", "y")).Diagnostic.Message.ShouldStartWith("'x' holds int32");
    }

    [Fact]
    public void BytesAreFedAsTheyAre()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", DataType.DtUint8, -1, 1, 1, 3)
            .Add("y", "Cast", ["x"], ("SrcT", DataType.DtUint8), ("DstT", DataType.DtFloat)).Build();
        using GraphSession session = GraphSession.Create(graph, "x", "y");

        Run(session, [0, 127, 255], batch: 1).ShouldBe([0, 127, 255]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void AGraphOfAFixedBatchTakesAnyNumberOfImages(int images)
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", 4, 2, 2, 3).Indices("axes", 1, 2).Node("mean", "Mean", "x", "axes")
            .Indices("shape", 4, 3).Node("y", "Reshape", "mean", "shape").Build();
        using GraphSession session = GraphSession.Create(graph, "x", "y");
        float[] pixels = GraphBuilder.Values(images * 12);

        float[] means = Run(session, pixels, images);

        for (int i = 0; i < images; i++)
        {
            Run(session, pixels[(i * 12)..((i + 1) * 12)], batch: 1).ShouldBe(means[(i * 3)..((i + 1) * 3)]);
            means[i * 3].ShouldBe(Enumerable.Range(0, 4).Average(pixel => pixels[(i * 12) + (pixel * 3)]), 1e-5f);
        }
    }

    [Fact]
    public void AFailingRunIsADiagnostic()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 4).Indices("shape", -1, 3).Node("y", "Reshape", "x", "shape").Build();
        using GraphSession session = GraphSession.Create(graph, "x", "y");

        RetrainException failure = Should.Throw<RetrainException>(() => session.Run(new float[4], 1, new float[3]));

        failure.Diagnostic.Code.ShouldBe("RT2013");
        failure.Diagnostic.Origin.ShouldBe("test.pb");
    }

    [Fact]
    public async Task ManyThreadsOnOneSessionGetTheSameBits()
    {
        using GraphSession session = GraphSession.Create(TinyNetwork(), "input", "final_result");
        float[] image = GraphBuilder.Values(192);
        float[] alone = Run(session, image, batch: 1);

        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (_, _) =>
        {
            Run(session, image, batch: 1).ShouldBe(alone);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotChangeBottlenecks()
    {
        using GraphSession session = GraphSession.Create(
            FrozenGraph.Load(ReferenceData.PathOf("models/efficientnet_lite0/efficientnet_lite0.pb")), "input", "bottleneck");
        float[][] images = [.. Enumerable.Range(0, 8)
            .Select(i => GraphBuilder.Values(session.InputLength).Select(value => value * (i + 1) / 8).ToArray())];
        float[][] oneByOne = [.. images.Select(image => Run(session, image, batch: 1))];

        foreach (int threads in new[] { 2, 5 })
        {
            float[][] atOnce = new float[images.Length][];
            ParallelOptions options = new() { MaxDegreeOfParallelism = threads };
            Parallel.For(0, images.Length, options, i => atOnce[i] = Run(session, images[i], batch: 1));

            for (int i = 0; i < images.Length; i++)
            {
                atOnce[i].ShouldBe(oneByOne[i]);
            }
        }
    }

    private static float[] Run(GraphSession session, float[] images, int batch)
    {
        float[] output = new float[batch * session.OutputLength];
        session.Run(images, batch, output);
        return output;
    }

    /// <summary>The shape of the graphs we write: JPEG bytes or pixels in, a backbone, a head.</summary>
    private static FrozenGraph TinyNetwork() => new GraphBuilder()
        .Placeholder("DecodeJpeg/contents", DataType.DtString)
        .Add("DecodeJpeg", "DecodeJpeg", ["DecodeJpeg/contents"])
        .Add("Cast", "Cast", ["DecodeJpeg"], ("SrcT", DataType.DtUint8), ("DstT", DataType.DtFloat))
        .Indices("ExpandDims/dim", 0).Node("ExpandDims", "ExpandDims", "Cast", "ExpandDims/dim")
        .Indices("ResizeBilinear/size", 8, 8).Node("ResizeBilinear", "ResizeBilinear", "ExpandDims", "ResizeBilinear/size")
        .Weights("Sub/y").Node("Sub", "Sub", "ResizeBilinear", "Sub/y")
        .Weights("Mul/y").Node("Mul", "Mul", "Sub", "Mul/y")
        .PlaceholderWithDefault("input", "Mul", -1, 8, 8, 3)
        .Weights("filter", 3, 3, 3, 6).Convolution("conv", "input", "filter", stride: 2).Node("relu", "Relu6", "conv")
        .Indices("axes", 1, 2).Node("bottleneck", "Mean", "relu", "axes")
        .PlaceholderWithDefault("input_1/BottleneckInputPlaceholder", "bottleneck", -1, 6)
        .Weights("weights", 6, 5).Node("weights/read", "Identity", "weights")
        .Node("MatMul", "MatMul", "input_1/BottleneckInputPlaceholder", "weights/read")
        .Weights("biases", 5).Node("add", "Add", "MatMul", "biases").Node("final_result", "Softmax", "add").Build();
}
