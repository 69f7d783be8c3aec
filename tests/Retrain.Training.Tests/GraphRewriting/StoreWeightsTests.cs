using CsCheck;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.GraphRewriting;

public sealed class StoreWeightsTests
{
    [Fact]
    public void EightBitsAndRoundedFloatsMeanTheSameValues()
    {
        SmallNetwork network = Network(spread: 1);

        float[] eightBit = SmallNetwork.Run(Store(network, WeightFormat.EightBit));
        float[] rounded = SmallNetwork.Run(Store(network, WeightFormat.Rounded));

        eightBit.Zip(rounded, (e, r) => Math.Abs(e - r)).Max().ShouldBeLessThan(1e-5f);
        eightBit.ShouldNotBe(SmallNetwork.Run(network.Definition));
    }

    [Fact]
    public void EightBitsAreWrittenAsQuantizeGraphDoes()
    {
        GraphDef stored = Store(Network(spread: 1), WeightFormat.EightBit);

        NodeDef[] nodes = [.. stored.Node.Where(node => node.Name.StartsWith("filter", StringComparison.Ordinal))];
        nodes.Select(node => node.Name).ShouldBe(["filter_quantized_const", "filter_quantized_min", "filter_quantized_max", "filter"]);
        nodes[^1].Op.ShouldBe("Dequantize");
        nodes[^1].Attr["mode"].S.ToStringUtf8().ShouldBe("MIN_FIRST");
        nodes[0].Attr["dtype"].Type.ShouldBe(DataType.DtQuint8);
        nodes[0].Attr["value"].Tensor.TensorContent.Length.ShouldBe(3 * 3 * 3 * 64);
    }

    [Fact]
    public void HalvesAreWidenedAgain()
    {
        SmallNetwork network = Network(spread: 1);

        GraphDef stored = Store(network, WeightFormat.Half);

        stored.Node.ShouldContain(node => node.Op == "Cast" && node.Name == "filter");
        Difference(stored, network).ShouldBeInRange(1e-6f, 0.01f);
    }

    [Fact]
    public void WhatNoHalfHoldsStaysAFloat() =>
        Store(Network(spread: 1e6f), WeightFormat.Half).Node.ShouldNotContain(node => node.Op == "Cast");

    [Fact]
    public void SmallConstantsStayFloats()
    {
        SmallNetwork network = new SmallNetwork()
            .Weights("filter", [3, 3, 3, 4]).Convolution("convolution", "input", "filter").Add("Relu", "output", ["convolution"]);

        Store(network, WeightFormat.EightBit).Node.ShouldNotContain(node => node.Op == "Dequantize");
    }

    [Fact]
    public void AChannelOfSmallWeightsIsNotLostBesideOneOfLargeOnes()
    {
        // The filter's last channel is ten thousand times the others: in one range with it they would all be one code.
        SmallNetwork network = Network(spread: 10_000);

        GraphDef stored = Store(network, WeightFormat.EightBit);

        float[] before = SmallNetwork.Run(network.Definition);
        float[] after = SmallNetwork.Run(stored);
        for (int i = 0; i < before.Length; i++)
        {
            bool isLarge = i % 64 == 63;
            Math.Abs(after[i] - before[i]).ShouldBeLessThan(isLarge ? 1000 : 0.1f);
        }
    }

    [Fact]
    public void ZeroHasACodeAndEveryValueIsWithinAStepOfItsCode() => Gen.Float[-50, 50].Array[2, 40].Sample(values =>
    {
        float[] withZero = [.. values, 0];
        if (WeightRange.Of(withZero) is not WeightRange range)
        {
            return withZero.Distinct().Count() == 1;
        }

        float step = (range.Maximum - range.Minimum) / 255;
        return range.ValueOf(range.CodeOf(0)) == 0
            && withZero.All(value => Math.Abs(range.ValueOf(range.CodeOf(value)) - value) <= step * 1.01f);
    });

    private static SmallNetwork Network(float spread)
    {
        Random random = new(7);
        float[] filter = [.. Enumerable.Range(0, 3 * 3 * 3 * 64)
            .Select(i => ((float)random.NextDouble() - 0.5f) * (i % 64 == 63 ? spread : 1))];
        SmallNetwork network = new();
        network.Definition.Node.Add(NodeDefs.Constant("filter", filter, [3, 3, 3, 64]));
        return network.Convolution("convolution", "input", "filter").Add("Relu", "output", ["convolution"]);
    }

    private static GraphDef Store(SmallNetwork network, WeightFormat format)
    {
        EditableGraph graph = network.Edit();
        StoreWeights.Apply(graph, format);
        return graph.Definition;
    }

    private static float Difference(GraphDef stored, SmallNetwork network) =>
        SmallNetwork.Run(stored).Zip(SmallNetwork.Run(network.Definition), (s, n) => Math.Abs(s - n)).Max();
}
