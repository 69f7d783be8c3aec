using Microsoft.ML.OnnxRuntime;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Conversion;

/// <summary>
/// ONNX Runtime folds batch normalisation into the weights of a converted network before it runs, so that the converter need not do so.
/// If a later version stops doing so, these tests fail.
/// </summary>
public sealed class NormalizationOpsTests
{
    private static readonly string[] Arithmetic = ["Add", "BatchNormalization", "Div", "Mul", "Reciprocal", "Sqrt", "Sub"];

    [Fact]
    public void NothingOfBatchNormalisationIsLeftInInception()
    {
        IReadOnlyList<string> ops = Optimized(Goldens.NarrowInception(), "Mul", "softmax");

        ops.Count(op => op is "Conv" or "FusedConv").ShouldBe(94);
        ops.Where(Arithmetic.Contains).ShouldBe(["Add"]); // the logits' bias
    }

    [Theory]
    [InlineData("Conv2D")]
    [InlineData("DepthwiseConv2dNative")]
    public void ArithmeticPerChannelIsFoldedIntoAConvolution(string convolution)
    {
        // TensorFlow 1 froze it as y = x * (rsqrt(variance + epsilon) * gamma) + (beta - mean * (rsqrt(variance + epsilon) * gamma))
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 8, 8, 6).Weights("f", 3, 3, 6, convolution is "Conv2D" ? 6 : 1)
            .Convolution("conv", "x", "f", op: convolution)
            .Vector("gamma", 1, 2, 3, 4, 5, 6).Vector("beta", 6, 5, 4, 3, 2, 1).Vector("mean", 1, -1, 2, -2, 3, -3)
            .Vector("variance", 1, 2, 1, 2, 1, 2)
            .Scalar("epsilon", 0.001f).Node("add", "Add", "variance", "epsilon").Node("rsqrt", "Rsqrt", "add")
            .Node("mul", "Mul", "rsqrt", "gamma")
            .Node("mul_1", "Mul", "conv", "mul").Node("mul_2", "Mul", "mean", "mul").Node("sub", "Sub", "beta", "mul_2")
            .Node("add_1", "Add", "mul_1", "sub").Node("relu", "Relu6", "add_1").Indices("axes", 1, 2).Node("y", "Mean", "relu", "axes")
            .Build();

        Optimized(graph, "x", "y").Intersect(Arithmetic).ShouldBeEmpty();
    }

    /// <summary>The ops that are left, of whatever domain.</summary>
    private static List<string> Optimized(FrozenGraph graph, string input, string output)
    {
        string file = Path.GetTempFileName();
        try
        {
            OrtSessions.Start();
            using SessionOptions options = OrtSessions.Options();
            options.OptimizedModelFilePath = file;
            using (new InferenceSession(OnnxConverter.Convert(graph, [input], [output]).ToByteArray(), options))
            {
                return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph.Node.Select(node => node.OpType)];
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
