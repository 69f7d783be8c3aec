using System.Text;
using Retrain.Runtime;
using Retrain.Runtime.Graphs.Sessions;
using Retrain.Runtime.Images;
using Retrain.Runtime.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using static Retrain.Runtime.Graphs.Onnx.Protos.TensorProto.Types;

namespace Retrain.Training.Tests.Backbones;

/// <summary>Sizes that flags, the files beside a network and the network itself say.</summary>
public sealed class FilePreprocessingTests : IDisposable
{
    private const string Processor = """
        {"image_processor_type": "CLIPImageProcessor", "size": {"shortest_edge": 64}, "crop_size": 48,
        "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--input_size", "48x40 Exact 48x40")]
    [InlineData("--crop", "48x40 Exact 48x40")]
    [InlineData("--resize", "48x40 Exact 48x40")]
    [InlineData("--resize --crop", "48x40 ShorterEdge 64x64")]
    [InlineData("--input_size --crop_pct", "48x48 ShorterEdge 64x64")]
    public void AFlagSaysTheSizeThatAllAxesLeaveOpen(string flags, string expected)
    {
        Network(-1, -1, -1, -1);
        BackboneOptions options = new() { Architecture = folder.PathOf("model.onnx") };
        options = flags switch
        {
            "--input_size" => options with { InputSize = new(48, 40) },
            "--crop" => options with { Preprocessing = new() { Crop = (48, 40) } },
            "--resize" => options with { Preprocessing = new() { Resize = new(ResizeKind.Exact, 48, 40) } },
            "--resize --crop" => options with
            {
                Preprocessing = new() { Resize = new(ResizeKind.ShorterEdge, 64, 64), Crop = (48, 40) },
            },
            _ => options with { InputSize = new(48, 48), Preprocessing = new() { CropPct = 0.75 } },
        };

        Backbone backbone = Load(options);

        TextOf(backbone.Preprocessing).ShouldBe(expected);
        (backbone.InputTensor, backbone.BottleneckTensor, backbone.BottleneckLength).ShouldBe(("image", "pooler_output", 3));
        using GraphSession session = backbone.OpenSession();
        float[] bottleneck = new float[3];
        session.Run([.. Enumerable.Range(0, session.InputLength).Select(i => i % 3 == 1 ? 7f : 1f)], 1, bottleneck);
        bottleneck.ShouldBe([1, 7, 1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WithoutOneTheSizeIsAskedFor(bool shorterEdge)
    {
        Network(-1, -1, -1, -1);
        PreprocessingChanges changes = new() { Resize = shorterEdge ? new(ResizeKind.ShorterEdge, 64, 64) : null };

        Should.Throw<RetrainException>(
            () => Load(new() { Architecture = folder.PathOf("model.onnx"), Preprocessing = changes })).Message.ShouldContain(
            "RT4041: does not say which image size 'image' expects; pass it with --input_size");
    }

    [Fact]
    public void AFlagGoesBeforeTheProcessorFileWhichGrowsWithIt()
    {
        Network(-1, 3, -1, -1);
        folder.Write("preprocessor_config.json", Encoding.UTF8.GetBytes(Processor));
        BackboneOptions options = new() { Architecture = folder.Path };

        TextOf(Load(options).Preprocessing).ShouldBe("48x48 ShorterEdge 64x64");
        TextOf(Load(options with { InputSize = new(96, 96) }).Preprocessing).ShouldBe("96x96 ShorterEdge 128x128");
        TextOf(Load(options with { Preprocessing = new() { Resize = new(ResizeKind.Exact, 56, 56) } }).Preprocessing)
            .ShouldBe("48x48 Exact 56x56");
    }

    [Fact]
    public void AProcessorFileOfAnotherSizeThanTheNetworksIsRefused()
    {
        Network(-1, 3, 32, 40);
        folder.Write("preprocessor_config.json", Encoding.UTF8.GetBytes(Processor));

        string message = Should.Throw<RetrainException>(() => Load(new() { Architecture = folder.Path })).Message;

        message.ShouldContain($"{folder.PathOf("preprocessor_config.json")} : error RT2061: 'crop_size' makes images of 48x48 pixels");
        message.ShouldContain($"'image' of '{folder.PathOf("model.onnx")}' takes 32x40");
        TextOf(Load(new() { Architecture = folder.Path, InputSize = new(32, 40) }).Preprocessing).ShouldBe("32x40 ShorterEdge 42x53");
    }

    private static Backbone Load(BackboneOptions options) =>
        BackboneCatalog.Load(options, _ => { }, TestContext.Current.CancellationToken);

    private static string TextOf(Preprocessing value) => FormattableString.Invariant(
        $"{value.HeightPixels}x{value.WidthPixels} {value.Resize.Kind} {value.Resize.HeightPixels}x{value.Resize.WidthPixels}");

    private void Network(params long[] shape) => folder.Write("model.onnx", new OnnxModelBuilder()
        .Input(DataType.Float, shape).Output("pooler_output", DataType.Float, -1, 3, 1, 1)
        .Node("GlobalAveragePool", "pooler_output", "image").ToBytes());
}
