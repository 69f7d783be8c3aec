using System.Diagnostics;
using Google.Protobuf;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Onnx;
using Retrain.Runtime.Graphs.Onnx.Protos;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Models;
using Retrain.Runtime.Tests.Infrastructure;
using OnnxType = Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types.DataType;

namespace Retrain.Runtime.Tests.Graphs.Sessions;

/// <summary>
/// Files that were damaged by chance, or are meant to do harm. What a network's file says reaches native code, so a number that it does
/// not expect may end the process; see <see cref="CrashRecord"/>.
/// </summary>
public sealed class MutatedGraphTests
{
    private const int Mutants = 5000;

    // The largest networks that are allowed take a few seconds, and longer beside other tests.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void AnOnnxModelRunsOrIsRefused() => RunMutants(OnnxModels(), "mutant.onnx");

    [Fact]
    public void ATensorFlowGraphRunsOrIsRefused() => RunMutants(TensorFlowGraphs(), "mutant.pb");

    private static void RunMutants(IMessage[] seeds, string name)
    {
        CrashRecord record = new(name);
        record.RequireNone();
        foreach (IMessage seed in seeds)
        {
            Use(seed.ToByteArray(), name); // it runs while it is whole
        }

        Random random = new(1);
        MessageMutation mutation = new(random);
        int refused = 0;
        List<string> failures = [];
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = Mutant(seeds[i % seeds.Length], mutation, random);
            record.Begin(mutant);
            Stopwatch time = Stopwatch.StartNew();
            try
            {
                Use(mutant, name);
            }
            catch (RetrainException refusal) when (refusal.Diagnostic.Code.StartsWith("RT2", StringComparison.Ordinal))
            {
                refused++;
            }
            // Whatever else it is, the test goes on, and names every such mutant.
#pragma warning disable CA1031 // Do not catch general exception types
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures.Add($"mutant {i}: {exception} {Convert.ToBase64String(mutant)}");
            }

            if (time.Elapsed > Patience)
            {
                failures.Add($"mutant {i} took {time.Elapsed}: {Convert.ToBase64String(mutant)}");
            }
        }

        record.End();
        failures.ShouldBeEmpty();
        refused.ShouldBeInRange(Mutants / 4, Mutants * 95 / 100);
    }

    private static byte[] Mutant(IMessage seed, MessageMutation mutation, Random random)
    {
        if (random.Next(4) is 0)
        {
            byte[] bytes = seed.ToByteArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            return random.Next(8) is 0 ? bytes[..random.Next(bytes.Length)] : bytes;
        }

        IMessage mutant = seed.Descriptor.Parser.ParseFrom(seed.ToByteArray());
        mutation.Apply(mutant);
        return mutant.ToByteArray();
    }

    private static void Use(byte[] bytes, string name)
    {
        NetworkGraph graph = NetworkFile.Parse(bytes, name);
        string input = graph.Inputs is [string first, ..] ? first : graph.DefaultInput;
        ImageInput image = graph.InputAt(input);
        TensorShape shape = TensorShape.Of(TensorShape.UnknownDimension, image.HeightPixels ?? 16, image.WidthPixels ?? 16, 3);
        string output = graph.Results is [string result, ..] ? result : graph.DefaultOutput;
        using GraphSession session = GraphSession.Create(graph, input, output, shape);
        session.Run(new float[session.InputLength], 1, new float[session.OutputLength]);
    }

    private static IMessage[] TensorFlowGraphs() =>
    [
        GraphDef.Parser.ParseFrom(new GraphBuilder().Placeholder("input", -1, 16, 16, 3)
            .Scalar("half", 0.5f).Node("sub", "Sub", "input", "half")
            .Paddings("paddings", 0, 0, 1, 1, 1, 1, 0, 0).Node("pad", "Pad", "sub", "paddings")
            .Weights("filter", 3, 3, 3, 8).Convolution("conv", "pad", "filter", stride: 2).Vector("bias", GraphBuilder.Values(8))
            .Node("biased", "BiasAdd", "conv", "bias").Node("relu", "Relu6", "biased")
            .Weights("depth", 3, 3, 8, 1).Convolution("depthwise", "relu", "depth", op: "DepthwiseConv2dNative")
            .Add("pool", "MaxPool", ["depthwise"], Window(2)).Add("average", "AvgPool", ["depthwise"], Window(2)).Index("axis", 3)
            .Add("both", "ConcatV2", ["pool", "average", "axis"], ("T", DataType.DtFloat), ("N", 2L))
            .Indices("axes", 1, 2).Node("mean", "Mean", "both", "axes")
            .Weights("weights", 16, 4).Node("product", "MatMul", "mean", "weights")
            .Node("probabilities", "Softmax", "product").ToBytes()),
        GraphDef.Parser.ParseFrom(new GraphBuilder().Placeholder("input", 1, 16, 16, 3).Indices("size", 24, 20)
            .Node("resize", "ResizeBilinear", "input", "size").Indices("from", 0, 2, 2, 0).Indices("to", 1, 18, 18, 3)
            .Indices("steps", 1, 2, 2, 1)
            .Add("cut", "StridedSlice", ["resize", "from", "to", "steps"], ("T", DataType.DtFloat), ("Index", DataType.DtInt32))
            .Indices("order", 0, 3, 1, 2).Node("first", "Transpose", "cut", "order")
            .Indices("flat", -1, 192).Node("row", "Reshape", "first", "flat")
            .Indices("repeats", 1, 2).Add("tile", "Tile", ["row", "repeats"], ("T", DataType.DtFloat), ("Tmultiples", DataType.DtInt32))
            .Index("split", 1).Add("parts", "Split", ["split", "tile"], ("T", DataType.DtFloat), ("num_split", 2L))
            .Node("sum", "Add", "parts", "parts:1").ToBytes()),
    ];

    private static (string Name, object Value)[] Window(long side) =>
    [
        ("T", DataType.DtFloat), ("ksize", new List<long> { 1, side, side, 1 }), ("strides", new List<long> { 1, side, side, 1 }),
        ("padding", "VALID"),
    ];

    private static IMessage[] OnnxModels() =>
    [
        new OnnxModelBuilder().Input(OnnxType.Float, 1, 3, 16, 16).Scalar("half", 0.5f).Node("Sub", "sub", "image", "half")
            .Indices("pads", 0, 0, 1, 1, 0, 0, 1, 1).Node("Pad", "pad", "sub", "pads")
            .Weights("filter", 8, 3, 3, 3).Node("Conv", "conv", ["pad", "filter"], Numbers("strides", 2, 2), Numbers("pads", 1, 1, 1, 1),
                Numbers("kernel_shape", 3, 3), Numbers("dilations", 1, 1), OnnxAttribute.Of("group", 1)).Node("Relu", "relu", "conv")
            .Node("MaxPool", "pool", ["relu"], Numbers("kernel_shape", 2, 2), Numbers("strides", 2, 2), Numbers("pads", 0, 0, 0, 0))
            .Node("AveragePool", "average", ["relu"], Numbers("kernel_shape", 2, 2), Numbers("strides", 2, 2))
            .Node("Concat", "both", ["pool", "average"], OnnxAttribute.Of("axis", 1))
            .Node("GlobalAveragePool", "mean", "both").Node("Flatten", "flat", ["mean"], OnnxAttribute.Of("axis", 1)).Weights("w", 16, 4)
            .Weights("b", 4).Node("Gemm", "logits", "flat", "w", "b").Node("Softmax", "y", ["logits"], OnnxAttribute.Of("axis", 1))
            .Output("y", OnnxType.Float, 1, 4).Definition,
        new OnnxModelBuilder().Input(OnnxType.Float, -1, 16, 16, 3).Node("Transpose", "first", ["image"], Numbers("perm", 0, 3, 1, 2))
            .Weights("filter", 3, 2, 3, 3).Node("ConvTranspose", "grown", ["first", "filter"], Numbers("strides", 2, 2),
                Numbers("output_padding", 1, 1), Numbers("pads", 1, 1, 1, 1), OnnxAttribute.Of("group", 1))
            .Weights("scale", 2).Weights("bias", 2).Weights("mean", 2).Weights("variance", 2)
            .Node("Abs", "positive", "variance").Node("BatchNormalization", "normal", "grown", "scale", "bias", "mean", "positive")
            .Node("Concat", "both", ["normal", "normal"], OnnxAttribute.Of("axis", 1))
            .Node("DepthToSpace", "shuffled", ["both"], OnnxAttribute.Of("blocksize", 2))
            .Indices("from", 1, 1).Indices("to", 15, 15).Indices("axes", 2, 3).Node("Slice", "cut", "shuffled", "from", "to", "axes")
            .Node("ReduceMean", "pooled", ["cut"], Numbers("axes", 2, 3), OnnxAttribute.Of("keepdims", 0))
            .Node("Shape", "shape", "pooled").Indices("zero", 0).Node("Gather", "batch", "shape", "zero").Indices("rest", 1)
            .Node("Concat", "target", ["batch", "rest"], OnnxAttribute.Of("axis", 0)).Node("Reshape", "y", "pooled", "target")
            .Output("y", OnnxType.Float, -1, 1).Definition,
    ];

    private static AttributeProto Numbers(string name, params long[] values) => OnnxAttribute.Of(name, values.AsSpan());
}
