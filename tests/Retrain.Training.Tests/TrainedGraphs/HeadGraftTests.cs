using Google.Protobuf;
using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Files;
using Retrain.Training.Heads;
using Retrain.Training.Sampling;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Tests.TrainedGraphs;

public sealed class HeadGraftTests
{
    private static readonly Backbone Backbone = EfficientNetLite.Load();

    [Fact]
    public void TheGraphsProbabilitiesAreTheHeads()
    {
        SoftmaxHead head = Head();
        FrozenGraph graph = Written(HeadGraft.Graft(Backbone, head, "final_result"));
        SeededRandom random = new(4);
        float[] image = [.. Enumerable.Range(0, 224 * 224 * 3).Select(_ => random.NextSingle(-1, 1))];
        using BottleneckMatrix bottleneck = new(1, Backbone.BottleneckLength);
        using GraphSession backbone = Backbone.OpenSession();
        float[] values = new float[Backbone.BottleneckLength];
        backbone.Run(image, 1, values);
        bottleneck.Write(0, values);
        float[] expected = new float[3];
        head.Logits(bottleneck.PaddedRow(0), expected);
        CrossEntropy.SoftmaxInPlace(expected, 0);

        using GraphSession whole = GraphSession.Create(graph, "input", "final_result");
        float[] actual = new float[3];
        whole.Run(image, 1, actual);

        actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void TheScaleOfTheBottlenecksIsFoldedIntoTheWeights()
    {
        SoftmaxHead head = Head();

        NodeDef weights = HeadGraft.Graft(Backbone, head.WithScaledWeights(0.25f), "final_result").Node
            .Single(node => node.Name == "final_training_ops/weights/final_weights");

        BitConverter.ToSingle(weights.Attr["value"].Tensor.TensorContent.Span).ShouldBe(head.Weights[0] * 0.25f);
    }

    [Fact]
    public void NodesHaveRetrainPysNamesAndOps()
    {
        GraphDef graph = HeadGraft.Graft(Backbone, Head(), "flowers");

        graph.Node.Where(node =>
                ((FrozenGraph)Backbone.Graph).Definition.Node.All(other => other.Name != node.Name) || node.Name == "input")
            .Select(node => $"{node.Op} {node.Name} <- {string.Join(' ', node.Input)}").ShouldBe(
            [
                "Placeholder DecodeJpeg/contents <- ",
                "DecodeJpeg DecodeJpeg <- DecodeJpeg/contents",
                "Cast Cast <- DecodeJpeg",
                "Const ExpandDims/dim <- ",
                "ExpandDims ExpandDims <- Cast ExpandDims/dim",
                "Const ResizeBilinear/size <- ",
                "ResizeBilinear ResizeBilinear <- ExpandDims ResizeBilinear/size",
                "Const Sub/y <- ",
                "Sub Sub <- ResizeBilinear Sub/y",
                "Const Mul/y <- ",
                "Mul Mul <- Sub Mul/y",
                "PlaceholderWithDefault input <- Mul",
                "PlaceholderWithDefault input_1/BottleneckInputPlaceholder <- bottleneck",
                "Const final_training_ops/weights/final_weights <- ",
                "Identity final_training_ops/weights/final_weights/read <- final_training_ops/weights/final_weights",
                "Const final_training_ops/biases/final_biases <- ",
                "Identity final_training_ops/biases/final_biases/read <- final_training_ops/biases/final_biases",
                "MatMul final_training_ops/Wx_plus_b/MatMul <- input_1/BottleneckInputPlaceholder "
                    + "final_training_ops/weights/final_weights/read",
                "Add final_training_ops/Wx_plus_b/add <- final_training_ops/Wx_plus_b/MatMul final_training_ops/biases/final_biases/read",
                "Softmax flowers <- final_training_ops/Wx_plus_b/add",
            ]);
    }

    [Fact]
    public void TheDecodingBranchSaysWhatTheBackboneExpects() =>
        DecodingBranch.Find(Written(HeadGraft.Graft(Backbone, Head(), "final_result")), "input")
            .ShouldBe(new DecodingBranch(224, 224, Backbone.Preprocessing.Normalization));

    // With TensorFlow's default, the fast inverse DCT, pixels differ by a grey level from those that training saw.
    [Fact]
    public void JpegsAreDecodedAccurately() =>
        HeadGraft.Graft(Backbone, Head(), "final_result").Node.Single(node => node.Op == "DecodeJpeg").Attr["dct_method"].S.ToStringUtf8()
            .ShouldBe("INTEGER_ACCURATE");

    // retrain.py's Inception decodes by itself, has a head of its own, and is fed at the last node of its decoding.
    [Fact]
    public void ABackbonesOwnDecodingAndHeadGiveWayToOurs()
    {
        Backbone inception = Backbone with
        {
            Reading = Task.FromResult<NetworkGraph>(
                FrozenGraph.Load(ReferenceData.PathOf("reference/tf_goldens/graphs/inception_2015_narrow.pb"))),
            InputTensor = "Mul",
            BottleneckTensor = "pool_3/_reshape",
            Preprocessing = Preprocessing.Legacy(299, 299, new Normalization(128, 128)),
        };

        FrozenGraph graph = Written(HeadGraft.Graft(inception, Head(), "softmax"));

        graph.Node("Mul").Op.ShouldBe("PlaceholderWithDefault");
        graph.DefaultInput.ShouldBe("Mul");
        DecodingBranch.Find(graph, "Mul").ShouldBe(new DecodingBranch(299, 299, new(128, 128)));
        graph.Definition.Node.Single(node => node.Op == "DecodeJpeg").Attr["dct_method"].S.ToStringUtf8().ShouldBe("INTEGER_ACCURATE");
        graph.Node("softmax").Input.ShouldBe(["final_training_ops/Wx_plus_b/add"]);
        graph.NodesFor([new("softmax", 0)], new HashSet<TensorName>()).Count.ShouldBe(graph.Definition.Node.Count);
    }

    [Fact]
    public void TheHeadAloneNeedsNoNameOfTheBackbone()
    {
        FrozenGraph head = HeadGraft.HeadAlone(Backbone with { BottleneckTensor = "split:1" }, Head(), "final_result");

        using GraphSession session = GraphSession.Create(head, HeadGraft.Bottleneck, "final_result");

        session.OutputLength.ShouldBe(3);
    }

    [Theory]
    [InlineData("head/Relu6", "RT4011")]
    [InlineData("result:0", "RT4003")]
    [InlineData("my result", "RT4003")]
    public void TheNameOfAnotherNodeOrOfNoneIsRefused(string name, string code) =>
        Should.Throw<RetrainException>(() => TrainedGraph.RequireNames(
                Backbone, new OutputOptions { Graph = "output_graph.pb", FinalTensorName = name }))
            .Diagnostic.Code.ShouldBe(code);

    // The graph as a reader of the file sees it.
    private static FrozenGraph Written(GraphDef graph) => FrozenGraph.Parse(graph.ToByteArray(), "output_graph.pb");

    private static SoftmaxHead Head()
    {
        SoftmaxHead head = SoftmaxHead.Initialize(Backbone.BottleneckLength, 3, new SeededRandom(1));
        head.Biases[1] = 0.5f;
        return head;
    }
}
