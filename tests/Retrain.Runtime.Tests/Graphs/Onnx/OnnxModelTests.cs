using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Runtime.Tests.Graphs.Onnx;

public sealed class OnnxModelTests
{
    private static readonly TensorShape FourPixels = TensorShape.Of(-1, 2, 2, 3);

    // Red 1, 2, 3, 4; green ten times, blue a hundred times that. // [2, 2, 3]
    private static readonly float[] Image = [1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400];

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, -1)]
    [InlineData(true, 1)]
    public void ImagesOfChannelsFirstAreFedChannelsLast(bool isHalf, long batch)
    {
        DataType type = isHalf ? DataType.Float16 : DataType.Float;
        OnnxModel model = new OnnxModelBuilder().Input(type, batch, 3, 2, 2)
            .Node("GlobalAveragePool", "mean", "image").Output("mean", type, batch, 3, 1, 1).Build();

        Run(model, "mean").ShouldBe([2.5f, 25, 250]);
    }

    [Fact]
    public void ImagesOfChannelsLastAreFedAsTheyAre()
    {
        OnnxModel model = new OnnxModelBuilder().Input(DataType.Float, 1, 2, 2, 3)
            .Node("Relu", "same", "image").Output("same", DataType.Float, 1, 2, 2, 3).Build();

        Run(model, "same").ShouldBe(Image);
    }

    [Fact]
    public void AnyTensorBetweenCanBeAsked()
    {
        OnnxModel model = new OnnxModelBuilder().Input(DataType.Float, 1, 3, -1, -1).Node("GlobalAveragePool", "mean", "image")
            .Node("Flatten", "flat", "mean").Weights("w", 3, 7).Node("MatMul", "logits", "flat", "w")
            .Output("logits", DataType.Float, 1, 7).Build();

        using GraphSession session = GraphSession.Create(model, "image", "logits", FourPixels);
        session.OutputShape.ShouldBe(TensorShape.Of(1, 7));
        Run(model, "flat").ShouldBe([2.5f, 25, 250]);
    }

    [Fact]
    public void AMistypedTensorIsAnsweredWithNearOnes()
    {
        OnnxModel model = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2)
            .Node("Relu", "features", "image").Output("features", DataType.Float, 1, 3, 2, 2).Build();

        Should.Throw<RetrainException>(() => Run(model, "feature")).Message.ShouldBe(
            "test.onnx : error RT2003: the graph has no tensor 'feature'; did you mean 'features'?");
    }

    [Theory]
    [InlineData(new long[] { 1, 1, 2, 2 }, "RT2031")]
    [InlineData(new long[] { 1, 12 }, "RT2031")]
    [InlineData(new long[] { 1, 3, 2, 20_000 }, "RT2031")]
    public void WhatTakesNoColourImagesIsRefused(long[] shape, string code)
    {
        OnnxModel model = new OnnxModelBuilder().Input(DataType.Float, shape).Node("Relu", "y", "image")
            .Output("y", DataType.Float, shape).Build();

        Should.Throw<RetrainException>(() => model.InputAt("image")).Diagnostic.Code.ShouldBe(code);
    }

    [Fact]
    public void WholeNumbersAreRefused()
    {
        OnnxModel model = new OnnxModelBuilder().Input(DataType.Int32, 1, 3, 2, 2)
            .Node("Identity", "y", "image").Output("y", DataType.Int32, 1, 3, 2, 2).Build();

        model.Inputs.ShouldBeEmpty();
        Should.Throw<RetrainException>(() => model.InputAt("image")).Diagnostic.Code.ShouldBe("RT2015");
    }

    [Fact]
    public void OldOpsetsAndWeightsElsewhereAreRefused()
    {
        OnnxModelBuilder old = new OnnxModelBuilder().Opset(6).Input(DataType.Float, 1, 3, 2, 2).Node("Relu", "y", "image");
        OnnxModelBuilder elsewhere = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).WeightsElsewhere("w")
            .Node("Mul", "y", "image", "w");

        Should.Throw<RetrainException>(old.Build).Message.ShouldContain("RT2033: the ONNX model uses opset 6; convert it");
        Should.Throw<RetrainException>(elsewhere.Build)
            .Message.ShouldContain("RT2033: the ONNX model keeps its weights in a separate file; save it");
    }

    [Fact]
    public void NodesThatGoInACircleAreRefused()
    {
        OnnxModelBuilder circle = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Node("Identity", "a", "b")
            .Node("Identity", "b", "a");
        OnnxModelBuilder twice = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Node("Identity", "a", "image")
            .Node("Identity", "image", "a");

        Should.Throw<RetrainException>(circle.Build).Diagnostic.Code.ShouldBe("RT2005");
        Should.Throw<RetrainException>(twice.Build).Diagnostic.Code.ShouldBe("RT2004");
    }

    [Fact]
    public void DamagedBytesGiveNothingButAProblem()
    {
        byte[] bytes = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Scalar("mean", 117).Node("Sub", "x", "image", "mean")
            .Node("GlobalAveragePool", "p", "x").Node("Flatten", "f", "p").Weights("w", 3, 2).Node("MatMul", "y", "f", "w")
            .Output("y", DataType.Float, 1, 2).ToBytes();
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(4, damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                OnnxModel model = OnnxModel.Parse(damaged, "damaged.onnx");
                foreach (string input in model.Inputs)
                {
                    model.InputAt(input);
                }

                foreach (string result in model.Results)
                {
                    model.Existing(result);
                }
            }
            catch (RetrainException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(500, 4500);
    }

    [Fact]
    public void ADamagedFileIsRefused()
    {
        byte[] bytes = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Node("Relu", "y", "image").ToBytes();

        Should.Throw<RetrainException>(() => NetworkFile.Parse(bytes.AsSpan()[..^3], "half.onnx")).Message.ShouldStartWith(
            "half.onnx : error RT2001: this ONNX model is truncated or damaged");
    }

    [Fact]
    public void TheNormalizationThatTrainingWroteIsRead()
    {
        ModelProto written = new OnnxModelBuilder().Input(DataType.Float, 1, 3, 2, 2).Node("Relu", "y", "image").Build().Definition;
        OnnxInput.Describe(written, Preprocessing.Legacy(224, 224, new Normalization(1, 2))); // by a training before
        OnnxInput.Describe(written, Preprocessing.Legacy(224, 224, new Normalization(103.94f, 58.8f)));

        ImageInput read = OnnxModel.Parse(written.ToByteArray(), "test.onnx").InputAt("image");

        read.Normalization.ShouldBe(new Normalization(103.94f, 58.8f));
    }

    private static float[] Run(OnnxModel model, string tensor)
    {
        using GraphSession session = GraphSession.Create(model, "image", tensor, FourPixels);
        float[] values = new float[session.OutputLength];
        session.Run(Image, 1, values);
        return values;
    }
}
