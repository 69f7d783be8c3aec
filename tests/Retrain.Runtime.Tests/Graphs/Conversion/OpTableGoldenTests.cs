using Microsoft.ML.OnnxRuntime.Tensors;
using Retrain.Runtime.Graphs.Conversion;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Tests.Infrastructure;

namespace Retrain.Runtime.Tests.Graphs.Conversion;

public sealed class OpTableGoldenTests
{
    private const double Tolerance = 1e-5; // relative above 1, absolute below: the goldens' own two backends agree within 4e-7

    /// <summary>
    /// Elements whose input is subnormal (1e-38): TensorFlow takes it for zero and gets an infinity, ONNX Runtime computes the true value.
    /// Its option to do the same is not used: it changes the arithmetic of the calling program's threads.
    /// </summary>
    private static readonly Dictionary<string, int> FlushedElements = new(StringComparer.Ordinal) { ["rsqrt"] = 1, ["log"] = 1 };

    /// <summary>Ops that need no converter: inputs, and ops that only control edges lead to.</summary>
    private static readonly string[] NeverConverted = ["NoOp", "Placeholder"];

    public static TheoryData<string> Cases => [.. Goldens.Ops.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ConvertedOpComputesWhatTensorFlowComputes(string name)
    {
        OpCase op = Goldens.Ops.Single(candidate => candidate.Name == name);

        IReadOnlyList<ModelRun.Tensor> outputs =
            ModelRun.Of(FrozenGraph.Load(op.GraphPath), op.Feeds, [.. op.Fetches.Select(fetch => fetch.Tensor)]);

        foreach ((ModelRun.Tensor expected, ModelRun.Tensor actual) in op.Fetches.Select(ModelRun.Tensor.From).Zip(outputs))
        {
            actual.Type.ShouldBe(expected.Type);
            actual.Shape.ShouldBe(expected.Shape);
            if (actual.Type is TensorElementType.Float)
            {
                float[] values = actual.Floats;
                if (FlushedElements.TryGetValue(name, out int flushed))
                {
                    float.IsSubnormal(ModelRun.Tensor.From(op.Feeds[0]).Floats[flushed]).ShouldBeTrue();
                    float.IsInfinity(expected.Floats[flushed]).ShouldBeTrue();
                    values[flushed] = expected.Floats[flushed];
                }

                ShouldBeNear(values, expected.Floats);
            }
            else
            {
                actual.Bytes.ShouldBe(expected.Bytes);
            }
        }
    }

    [Fact]
    public void NoGoldenIsLost() => Goldens.Ops.Count.ShouldBe(334);

    [Fact]
    public void EveryConvertibleOpHasAGolden() =>
        Goldens.Ops.SelectMany(op => op.Ops).Distinct().Except(NeverConverted).Order(StringComparer.Ordinal)
            .ShouldBe(OpTable.Ops.Order(StringComparer.Ordinal));

    private static void ShouldBeNear(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // NaN and the infinities are equal to themselves and near nothing.
            bool isNear = actual[i].Equals(expected[i])
                || (float.IsFinite(expected[i])
                    && Math.Abs((double)actual[i] - expected[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])));
            isNear.ShouldBeTrue($"element {i}: {actual[i]} for {expected[i]}");
        }
    }
}
