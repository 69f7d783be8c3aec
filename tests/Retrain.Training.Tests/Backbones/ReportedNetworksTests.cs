using Retrain.Runtime;
using Retrain.Runtime.Graphs;
using Retrain.Runtime.Graphs.Protos;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Runtime.Images;
using Retrain.Runtime.Models;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Heads;
using Retrain.Training.Inspection;
using Retrain.Training.Sampling;
using Retrain.Training.TrainedGraphs;

namespace Retrain.Training.Tests.Backbones;

/// <summary>Networks that users of such tools reported; the folder Networks says what is special in each.</summary>
public sealed class ReportedNetworksTests : IDisposable
{
    private const string FinalTensor = "final_result";

    private static readonly float[] GreyLevels = [.. Enumerable.Range(0, 32 * 32 * 3).Select(i => (float)(i * 7 % 256))];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("batch4.onnx")]
    [InlineData("all_dyn.onnx")]
    [InlineData("noshape.onnx")]
    [InlineData("neg_dims.onnx")]
    [InlineData("zero_dims.onnx")]
    [InlineData("argmax.onnx")]
    [InlineData("uint8_in.onnx")]
    [InlineData("nhwc_u8.onnx")]
    public void OnnxModelsOfOneNetworkGiveTheSameBottlenecks(string file)
    {
        Backbone backbone = Load(file, size: new(32, 32));

        backbone.BottleneckLength.ShouldBe(16);
        float[] expected = Run(Load("nchw_dyn.onnx").OpenSession());
        Run(backbone.OpenSession()).Zip(expected, (a, e) => Math.Abs(a - e)).Max().ShouldBeLessThan(1e-3f);
        RunsAsTrained(backbone);
    }

    [Theory]
    [InlineData("ph.pb", "x")]
    [InlineData("ph_unknown_rank.pb", "x")]
    [InlineData("argmax_end.pb", null)]
    [InlineData("gap_slice.pb", null)]
    [InlineData("topk_end.pb", null)]
    [InlineData("ph_phwd.pb", null)]
    [InlineData("ph_batch32.pb", null)]
    [InlineData("switch_const.pb", null)]
    [InlineData("switch_default_false.pb", null)]
    [InlineData("switch_not.pb", null)]
    [InlineData("switch_placeholder.pb", null)]
    [InlineData("uint8_in.pb", null)]
    public void TensorFlowGraphsServeAsBackbones(string file, string? inputTensor)
    {
        Backbone backbone = Load(file, inputTensor, new(32, 32));

        backbone.BottleneckLength.ShouldBe(16);
        RunsAsTrained(backbone);
    }

    [Fact]
    public void APlaceholderWithoutDimensionsIsUnconstrained()
    {
        Backbone scalar = Load("ph.pb", "x", new(32, 32));
        Backbone unknown = Load("ph_unknown_rank.pb", "x", new(32, 32));

        scalar.BottleneckTensor.ShouldBe(unknown.BottleneckTensor);
        NetworkFileOf("ph.pb").Inputs.ShouldBe(["x"]);
        Should.Throw<RetrainException>(() => Load("ph.pb")).Diagnostic.Code.ShouldBe("RT4041"); // asks for --input_size
    }

    [Theory]
    [InlineData("uint8_in.onnx", null)]
    [InlineData("uint8_in.pb", null)]
    public void BytesAreFedAsGreyLevels(string file, string? inputTensor) =>
        Load(file, inputTensor).Preprocessing.Normalization.ShouldBe(new Normalization(0, 1));

    [Theory]
    [InlineData("uint8_in.onnx")]
    [InlineData("uint8_in.pb")]
    [InlineData("nhwc_u8.onnx")]
    public void BytesAreNotNormalised(string file)
    {
        Load(file, new PreprocessingChanges { Mean = new(0), Std = new(1) }).Preprocessing.Normalization.ShouldBe(new Normalization(0, 1));
        foreach (PreprocessingChanges changes in (PreprocessingChanges[])
            [new() { Mean = new(127.5f) }, new() { Std = new(127.5f) }, new() { Rescale = 1 / 255.0 }])
        {
            Should.Throw<RetrainException>(() => Load(file, changes)).Diagnostic.Code.ShouldBe("RT2086");
        }
    }

    // The dropout would multiply by random numbers, and by other ones in each run.
    [Theory]
    [InlineData("switch_const.pb")]
    [InlineData("switch_placeholder.pb")]
    public void ADropoutThatASwitchTurnsOffIsGone(string file)
    {
        FrozenGraph graph = (FrozenGraph)NetworkFileOf(file);

        graph.Definition.Node.ShouldNotContain(node => node.Op == "Switch" || node.Op == "Merge" || node.Op == "RandomUniform");
        graph.TryFindNode("mg", out NodeDef? merge).ShouldBeTrue();
        merge!.Op.ShouldBe("Identity");
    }

    [Theory]
    [InlineData("batch4.onnx")]
    [InlineData("uint8_in.pb")]
    [InlineData("topk_end.pb")]
    [InlineData("zero_dims.onnx")]
    public void AreDescribed(string file)
    {
        GraphInspection inspection = GraphInspection.Of(NetworkFileOf(file), null, new(32, 32));

        inspection.Bottleneck!.Length.ShouldBe(16);
    }

    private static NetworkGraph NetworkFileOf(string file) => NetworkFile.Load(PathOf(file));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Networks", file);

    private static Backbone Load(string file, PreprocessingChanges changes) => BackboneCatalog.Load(
        new BackboneOptions { Architecture = PathOf(file), InputSize = new(32, 32), Preprocessing = changes },
        _ => { },
        TestContext.Current.CancellationToken);

    private static Backbone Load(string file, string? inputTensor = null, InputSize? size = null) => BackboneCatalog.Load(
        new BackboneOptions { Architecture = PathOf(file), InputTensor = inputTensor, InputSize = size },
        _ => { },
        TestContext.Current.CancellationToken);

    private static float[] Run(GraphSession opened)
    {
        using GraphSession session = opened;
        float[] values = new float[session.OutputLength];
        session.Run(GreyLevels, 1, values);
        return values;
    }

    private void RunsAsTrained(Backbone backbone)
    {
        SoftmaxHead head = SoftmaxHead.Initialize(16, 3, new SeededRandom(1));
        string name = $"trained{Path.GetExtension(backbone.Name)}";
        using (FileStream file = File.Create(folder.PathOf(name)))
        {
            TrainedGraph.Of(backbone, head, FinalTensor).Write(file);
        }

        NetworkGraph written = NetworkFile.Load(folder.PathOf(name));
        ImageInput image = written.InputAt(backbone.InputTensor);
        (image.HeightPixels, image.WidthPixels).ShouldBe((32, 32));
        image.Normalization!.Value.Mean.ShouldBe(backbone.Preprocessing.Normalization.Mean);
        (ChannelValues actual, ChannelValues expected) = (image.Normalization.Value.Std, backbone.Preprocessing.Normalization.Std);
        actual.Red.ShouldBe(expected.Red, 1e-3f);
        actual.Green.ShouldBe(expected.Green, 1e-3f);
        actual.Blue.ShouldBe(expected.Blue, 1e-3f);
        float[] probabilities = Run(GraphSession.Create(written, image.Tensor, FinalTensor, backbone.InputShape));
        probabilities.Length.ShouldBe(3);
        probabilities.Sum().ShouldBe(1, 1e-4f);
    }
}
