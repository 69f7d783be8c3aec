using Retrain.Runtime.Diagnostics;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Runtime.Tests.Graphs.Conversion;

public sealed class OnnxConverterMalformedGraphTests
{
    /// <summary>The graphs that are treated otherwise than by TensorFlow, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["unknown_op_unreachable"] = "nodes that the output does not need are not looked at: exported graphs have decoding and summary ops",
        ["device_gpu"] = "devices are ignored: a graph trained on a GPU must run on any machine",
        ["placeholder_wrong_shape_fed"] = "the graph itself is sound; what is fed is checked when it is fed (GraphSessionTests)",
        ["checknumerics_inf_control_only"] = "control edges are not followed: a CheckNumerics there guards training",
        ["checknumerics_nan"] = "what is fed is checked when it runs (NumbersThatAreNoneAreRefusedWhereTheGraphChecksThem)",
        ["const_huge_shape_fill_2GiB"] = "TensorFlow would allocate 2 GiB for a file of 60 bytes",
    };

    public static TheoryData<string> Refused =>
        [.. Goldens.Malformed.Where(graph => !graph.IsAccepted && !Exceptions.ContainsKey(graph.Name)).Select(graph => graph.Name)];

    public static TheoryData<string> Accepted =>
        [.. Goldens.Malformed.Where(graph => graph.IsAccepted && !Exceptions.ContainsKey(graph.Name)).Select(graph => graph.Name)];

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatTensorFlowRefusesIsRefusedWithADiagnostic(string name)
    {
        RetrainException refusal = Should.Throw<RetrainException>(() => Run(name));

        refusal.Diagnostic.Code.ShouldStartWith("RT2");
        refusal.Diagnostic.Message.ShouldContain("; ");
    }

    [Fact]
    public void RefusalsSayWhatIsWrongAndWhatToDo() => Snapshot.Match(string.Join('\n', Refused.Select(row => row.Data).Select(name =>
    {
        Diagnostic refusal = Should.Throw<RetrainException>(() => Run(name)).Diagnostic;
        return $"{name}: {refusal.Code}: {refusal.Message}";
    })));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void WhatTensorFlowAcceptsComputesTheSame(string name)
    {
        MalformedResult expected = Goldens.Malformed.Single(graph => graph.Name == name).Result!;

        ModelRun.Tensor actual = Run(name);

        actual.Shape.ShouldBe(expected.Shape);
        float[] values = actual.Floats;
        for (int i = 0; i < expected.First.Count; i++)
        {
            values[i].ShouldBe((float)expected.First[i], 1e-5f);
        }
    }

    [Theory]
    [InlineData("unknown_op_unreachable")]
    [InlineData("device_gpu")]
    [InlineData("checknumerics_inf_control_only")]
    [InlineData("placeholder_wrong_shape_fed")]
    public void WhatOnlyTensorFlowRefusesRuns(string name) => Run(name).Shape.ShouldBe([1, 4, 4, 2]);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void NumbersThatAreNotFiniteAreRefusedWhereTheGraphChecksThem(float value)
    {
        FrozenGraph graph = FrozenGraph.Load(Goldens.Malformed.Single(candidate => candidate.Name is "checknumerics_nan").GraphPath);
        using GraphSession session = GraphSession.Create(graph, "x", "y");
        float[] values = GraphBuilder.Values(32);
        float[] output = new float[32];

        session.Run(values, 1, output);
        output.ShouldBe(values);
        values[17] = value;
        RetrainException refusal = Should.Throw<RetrainException>(() => session.Run(values, 1, output));

        refusal.Diagnostic.Code.ShouldBe("RT2013");
        refusal.Diagnostic.Message.ShouldContain("y/CheckNumerics: batchnorm input: the tensor has infinite values or no numbers");
    }

    [Fact]
    public void AFewBytesDoNotBecomeGigabytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        RetrainException refusal = Should.Throw<RetrainException>(() => Run("const_huge_shape_fill_2GiB"));

        refusal.Diagnostic.Code.ShouldBe("RT2010");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public void NoFileTakesMoreMemoryThanAFewTimesItsSize()
    {
        foreach (MalformedCase malformed in Goldens.Malformed)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                OnnxConverter.Convert(FrozenGraph.Load(malformed.GraphPath), ["x"], ["y"]).ToByteArray();
            }
            catch (RetrainException refusal)
            {
                refusal.Diagnostic.Code.ShouldStartWith("RT2");
            }

            // This is all that was ever allocated, most of it objects for each node.
            (GC.GetAllocatedBytesForCurrentThread() - before)
                .ShouldBeLessThan(400_000 + (100 * new FileInfo(malformed.GraphPath).Length), malformed.Name);
        }
    }

    [Theory]
    [InlineData("Fill", "size", "one")]
    [InlineData("Tile", "row", "size")]
    [InlineData("Mul", "row", "column")]
    [InlineData("Pad", "row", "paddings")]
    public void AFewConstantsDoNotBecomeGigabytesBeforeARun(string op, string first, string second)
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 4).Scalar("one", 1).Indices("size", 20_000, 20_000)
            .Weights("row", 1, 20_000)
            .Weights("column", 20_000, 1).Paddings("paddings", 0, 100_000, 0, 0).Node("huge", op, first, second).Indices("axes", 0, 1)
            .Node("mean", "Mean", "huge", "axes").Node("y", "Add", "x", "mean").Build();

        RetrainException refusal = Should.Throw<RetrainException>(() => OnnxConverter.Convert(graph, ["x"], ["y"]));

        refusal.Diagnostic.Code.ShouldBe("RT2023");
        refusal.Diagnostic.Message.ShouldStartWith($"{op} node 'huge' gives a tensor of shape ");
    }

    [Fact]
    public void APhotoDoesNotBecomeGigabytesInARun()
    {
        FrozenGraph graph = new GraphBuilder().Placeholder("x", -1, 4, 4, 3).Indices("size", 30_000, 30_000)
            .Node("y", "ResizeBilinear", "x", "size").Build();

        RetrainException refusal = Should.Throw<RetrainException>(() => OnnxConverter.Convert(graph, ["x"], ["y"]));

        refusal.Diagnostic.Message.ShouldStartWith(
            "ResizeBilinear node 'y' gives a tensor of shape [?, 30000, 30000, 3], which would take more than 1024 MiB");
    }

    [Fact]
    public void EveryFileIsInOneOfTheLists() => (Refused.Count + Accepted.Count + Exceptions.Count).ShouldBe(Goldens.Malformed.Count);

    [Theory]
    [InlineData("malformed/ok_baseline.pb", "x", "y")]
    [InlineData("dequantize_into_conv.pb", "x", "y")]
    [InlineData("slim_batchnorm_subgraph.pb", "x", "y")]
    [InlineData("mean_hw_keep.pb", "x", "y")]
    public void ADamagedByteIsReadOrRefusedWithADiagnostic(string file, string input, string output)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Goldens.Folder, file));
        int refused = 0;
        for (int position = 0; position < bytes.Length; position++)
        {
            foreach (byte damage in new byte[] { 0x01, 0x10, 0x80, 0xFF })
            {
                byte[] damaged = [.. bytes];
                damaged[position] ^= damage;
                try
                {
                    GraphSession.Create(FrozenGraph.Parse(damaged, file), input, output).Dispose();
                }
                catch (RetrainException refusal)
                {
                    refused++;
                    refusal.Diagnostic.Code.ShouldStartWith("RT2");
                }
            }
        }

        refused.ShouldBeGreaterThan(bytes.Length); // structure, names and attributes are most of such a file
    }

    private static ModelRun.Tensor Run(string name)
    {
        FrozenGraph graph = FrozenGraph.Load(Goldens.Malformed.Single(candidate => candidate.Name == name).GraphPath);
        NodeDef[] fed = name is "placeholder_not_fed" ? [] : [.. graph.Definition.Node.Where(node => node.Op is "Placeholder")];
        long[] shape = [1, 4, 4, 2];
        float[] ones = [.. Enumerable.Repeat(1f, 32)];
        return ModelRun.Of(
            OnnxConverter.Convert(graph, [.. fed.Select(node => node.Name)], ["y"]),
            [.. fed.Select(_ => ModelRun.Tensor.Of(shape, ones))])[0];
    }
}
