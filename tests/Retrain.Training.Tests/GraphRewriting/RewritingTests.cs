using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Training.GraphRewriting;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.GraphRewriting;

public sealed class RewritingTests
{
    [Fact]
    public void IdentitiesAndChecksGoAndTheOutputKeepsItsName()
    {
        SmallNetwork network = new SmallNetwork()
            .Weights("filter", [3, 3, 3, 4]).Add("Identity", "filter/read", ["filter"]).Convolution("convolution", "input", "filter/read")
            .Add("StopGradient", "stop", ["convolution"]).Add("Relu", "relu", ["stop"]).Add("Identity", "output", ["relu"]);
        EditableGraph graph = network.Edit();

        BypassIdentities.Apply(graph);

        graph.Definition.Node.Select(node => node.Name).ShouldBe(["input", "filter", "convolution", "relu", "output"]);
        SmallNetwork.Run(graph.Definition).ShouldBe(SmallNetwork.Run(network.Definition));
    }

    [Fact]
    public void DecodingControlEdgesAndDeadNodesGo()
    {
        SmallNetwork network = new SmallNetwork().Weights("dead", [4])
            .Add("CheckNumerics", "check", ["input"]).Add("Relu", "output", ["input", "^check"]);
        network.Node("output").Attr["_class"] = new AttrValue { List = new AttrValue.Types.ListValue() };

        GraphDef stripped = StripDecoding.Apply(FrozenGraph.Of(network.Definition), "input", TensorShape.Of(-1, 8, 8, 3), "output");

        stripped.Node.Select(node => node.Name).ShouldBe(["input", "output"]);
        stripped.Node[1].Input.ShouldBe(["input"]);
        stripped.Node[1].Attr.Keys.ShouldBe(["T"]);
    }

    [Fact]
    public void WhatDependsOnConstantsAloneIsComputedOnce()
    {
        // The batch normalisation of MobileNet's frozen graphs.
        SmallNetwork network = Decomposed();
        EditableGraph graph = network.Edit();

        FoldConstants.Apply(graph);
        FoldScale.Apply(graph);

        graph.Definition.Node.ShouldNotContain(node => node.Op == "Mul" && node.Name == "scaled");
        GraphDef needed = KeepNeeded.Apply(graph.Definition, "input", "output");
        needed.Node.Select(node => node.Op).ShouldBe(["Placeholder", "Const", "Conv2D", "Const", "Add"], ignoreOrder: true);
        ShouldBeNear(SmallNetwork.Run(needed), SmallNetwork.Run(network.Definition));
    }

    [Fact]
    public void AFusedBatchNormIsItsMultiplicationAndAddition()
    {
        SmallNetwork network = Normalized("FusedBatchNorm", ["convolution", "gamma", "beta", "mean", "variance"],
            NodeDefs.Number("epsilon", 0.001f), NodeDefs.Flag("is_training", false));

        GraphDef folded = Fold(network);

        folded.Node.Select(node => node.Op).ShouldBe(["Placeholder", "Const", "Conv2D", "Const", "BiasAdd"], ignoreOrder: true);
        ShouldBeNear(SmallNetwork.Run(folded), SmallNetwork.Run(Decomposed().Definition));
    }

    [Fact]
    public void AGlobalNormalizationIsItsMultiplicationAndAddition()
    {
        SmallNetwork network = Normalized("BatchNormWithGlobalNormalization", ["convolution", "mean", "variance", "beta", "gamma"],
            NodeDefs.Number("variance_epsilon", 0.001f), NodeDefs.Flag("scale_after_normalization", true));

        ShouldBeNear(SmallNetwork.Run(Fold(network)), SmallNetwork.Run(Decomposed().Definition));
    }

    [Fact]
    public void ABatchNormInTrainingStaysWhatItIs()
    {
        // is_training is true unless the node says otherwise.
        EditableGraph graph = Normalized("FusedBatchNorm", ["convolution", "gamma", "beta", "mean", "variance"]).Edit();

        ExpandBatchNorm.Apply(graph);

        graph.Definition.Node[^1].Op.ShouldBe("FusedBatchNorm");
    }

    [Theory]
    [InlineData("DepthwiseConv2dNative", 3, 2)]
    [InlineData("Conv2D", 3, 6)]
    public void AScaleGoesIntoTheFilterChannelForChannel(string op, int inputs, int outputs)
    {
        SmallNetwork network = new SmallNetwork()
            .Weights("filter", [3, 3, inputs, outputs]).Convolution("convolution", "input", "filter", op)
            .Weights("factors", [6], positive: true).Add("Mul", "scaled", ["factors", "convolution"]).Add("Relu", "output", ["scaled"]);
        EditableGraph graph = network.Edit();

        FoldScale.Apply(graph);

        graph.Definition.Node.ShouldNotContain(node => node.Op == "Mul");
        ShouldBeNear(SmallNetwork.Run(graph.Definition), SmallNetwork.Run(network.Definition));
    }

    [Fact]
    public void AFilterOfTwoLayersStaysTheOthers()
    {
        SmallNetwork network = new SmallNetwork().Weights("filter", [3, 3, 3, 3]).Convolution("first", "input", "filter")
            .Weights("factors", [3], positive: true).Add("Mul", "scaled", ["first", "factors"])
            .Convolution("second", "scaled", "filter").Add("Relu", "output", ["second"]);
        EditableGraph graph = network.Edit();

        FoldScale.Apply(graph);

        graph.Definition.Node.ShouldNotContain(node => node.Op == "Mul");
        ShouldBeNear(SmallNetwork.Run(graph.Definition), SmallNetwork.Run(network.Definition));
    }

    [Fact]
    public void AProductThatIsReadTwiceIsNotScaledForAll()
    {
        SmallNetwork network = new SmallNetwork().Weights("filter", [3, 3, 3, 3]).Convolution("first", "input", "filter")
            .Weights("factors", [3], positive: true).Add("Mul", "scaled", ["first", "factors"]).Add("Add", "output", ["scaled", "first"]);
        EditableGraph graph = network.Edit();

        FoldScale.Apply(graph);

        SmallNetwork.Run(graph.Definition).ShouldBe(SmallNetwork.Run(network.Definition));
    }

    private static GraphDef Fold(SmallNetwork network)
    {
        EditableGraph graph = network.Edit();
        ExpandBatchNorm.Apply(graph);
        FoldScale.Apply(graph);
        return KeepNeeded.Apply(graph.Definition, "input", "output");
    }

    private static SmallNetwork Parameters() => new SmallNetwork()
        .Weights("filter", [3, 3, 3, 4]).Convolution("convolution", "input", "filter")
        .Weights("gamma", [4], positive: true).Weights("beta", [4]).Weights("mean", [4]).Weights("variance", [4], positive: true);

    private static SmallNetwork Normalized(string op, string[] inputs, params (string Name, AttrValue Value)[] attributes) =>
        Parameters().Add(op, "output", inputs, attributes);

    // y = x * gamma / sqrt(variance + epsilon) + (beta - mean * gamma / sqrt(variance + epsilon))
    private static SmallNetwork Decomposed()
    {
        SmallNetwork network = Parameters();
        network.Definition.Node.Add(NodeDefs.Constant("epsilon", 0.001f));
        return network
            .Add("Add", "shifted", ["variance", "epsilon"]).Add("Rsqrt", "deviation", ["shifted"])
            .Add("Mul", "factors", ["deviation", "gamma"]).Add("Mul", "scaled", ["convolution", "factors"])
            .Add("Mul", "moved", ["mean", "factors"]).Add("Sub", "offset", ["beta", "moved"])
            .Add("Add", "output", ["scaled", "offset"]);
    }

    private static void ShouldBeNear(float[] actual, float[] expected)
    {
        expected.Max().ShouldBeGreaterThan(0.5f, "there is something to compare");
        actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-5f);
    }
}
