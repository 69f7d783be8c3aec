using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;

namespace Retrain.Training.Tests.Backbones;

public sealed class BottleneckProposalTests
{
    [Theory]
    [InlineData("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_128_frozen.pb", "input", "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData(
        "reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.50_224_quantized.pb", "input", "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData("reference/graphs/SqueezeNet_fp16.onnx", "data_0", "pool10_1", 1000)]
    [InlineData("models/efficientnet_lite0/efficientnet_lite0_int8.onnx", "input", "bottleneck/gap", 1280)]
    [InlineData("models/efficientnet_lite0/efficientnet_lite0.pb", "input", "bottleneck", 1280)]
    public void OfPublicNetworks(string file, string input, string bottleneck, int length)
    {
        NetworkGraph graph = NetworkFile.Load(ReferenceData.PathOf(file));

        graph.Inputs.ShouldBe([input]);
        Propose(graph, input).ShouldBe((bottleneck, length));
    }

    // Its batch normalisation is of 2015, but where images enter and what is read of them does not depend on that.
    [Fact]
    public void RetrainPysInceptionIsFedBehindItsOwnDecoding()
    {
        FrozenGraph graph = FrozenGraph.Load(ReferenceData.PathOf("reference/tf_goldens/graphs/inception_2015_narrow.pb"));

        graph.Inputs.ShouldBe(["Mul"]);
        ImageInput image = graph.InputAt("Mul");
        (image.HeightPixels, image.WidthPixels).ShouldBe((299, 299));
        image.Normalization.ShouldBe(new(128, 128));
        RetrainPyNetwork.Find(graph)!.BottleneckTensor.ShouldBe("pool_3/_reshape");
    }

    [Fact]
    public void OfSeveralPlaceholdersTheImageHasAShape()
    {
        Pooled().Placeholder("keep_prob").Build().Inputs.ShouldBe(["image"]);
        Pooled().Add("keep_prob", "Placeholder", [], ("dtype", DataType.DtFloat)).Build().Inputs.ShouldBe(["image"]);
        Pooled().Placeholder("second", -1, 8, 8, 3).Build().Inputs.ShouldBe(["image", "second"]);
    }

    [Fact]
    public void IsWhatTheLastFullyConnectedLayerReads() => Propose(Pooled()
        .Weights("w1", 6, 5).Node("hidden", "MatMul", "pool", "w1").Node("relu", "Relu", "hidden")
        .Weights("w2", 5, 4).Node("w2/read", "Identity", "w2").Node("product", "MatMul", "relu", "w2/read")
        .Weights("b", 4).Node("logits", "BiasAdd", "product", "b").Node("softmax", "Softmax", "logits").Build()).ShouldBe(("relu", 5));

    [Fact]
    public void WhatIsDroppedInTrainingGoesByItsFirstName() => Propose(Pooled()
        .Node("dropout", "Identity", "pool")
        .Weights("w", 6, 4).Node("product", "MatMul", "dropout", "w").Build()).ShouldBe(("pool", 6));

    [Fact]
    public void AConvolutionOfOnePixelIsFullyConnected() => Propose(Convolved()
        .Indices("axes", 1, 2).Add("pool", "Mean", ["conv", "axes"], ("T", DataType.DtFloat), ("keep_dims", true))
        .Weights("w", 1, 1, 6, 4).Convolution("logits", "pool", "w")
        .Add("squeeze", "Squeeze", ["logits"], ("T", DataType.DtFloat), ("squeeze_dims", new List<long> { 1, 2 }))
        .Node("softmax", "Softmax", "squeeze").Build()).ShouldBe(("pool", 6));

    [Fact]
    public void WithoutAClassifierItIsThePooledFeatures() => Propose(Pooled().Build()).ShouldBe(("pool", 6));

    [Fact]
    public void AnImageInAndAnImageOutHasNone() =>
        Should.Throw<RetrainException>(() => Propose(Convolved().Node("relu", "Relu", "conv").Build())).Diagnostic.Code.ShouldBe("RT2032");

    [Fact]
    public void TheSameNetworkInOnnxHasTheSame()
    {
        FrozenGraph graph = Pooled().Weights("w", 6, 4)
            .Node("product", "MatMul", "pool", "w").Node("softmax", "Softmax", "product").Build();
        OnnxModel model = OnnxModel.Parse(OnnxConverter.Convert(graph, ["image"], ["softmax"]).ToByteArray(), "test.onnx");

        model.Inputs.ShouldBe(["image"]);
        Propose(model, "image").Length.ShouldBe(6);
    }

    private static (string Tensor, int Length) Propose(NetworkGraph graph, string input = "image")
    {
        ImageInput image = graph.InputAt(input);
        BottleneckProposal proposal = BottleneckProposal.Of(
            graph, input, TensorShape.Of(-1, image.HeightPixels!.Value, image.WidthPixels!.Value, 3));
        return (proposal.Tensor, proposal.Length);
    }

    private static GraphBuilder Convolved() =>
        new GraphBuilder().Placeholder("image", -1, 8, 8, 3).Weights("filter", 3, 3, 3, 6).Convolution("conv", "image", "filter");

    private static GraphBuilder Pooled() => Convolved().Indices("axes", 1, 2).Node("pool", "Mean", "conv", "axes");
}
