using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Backbones;
using Retrain.Training.Options;

namespace Retrain.Training.Tests.Backbones;

/// <summary>Mistakes in --architecture and --choose are found while the flags are read.</summary>
public sealed class CandidateNamesTests : IDisposable
{
    private const string Both = "efficientnet_lite0,efficientnet_lite0_int8";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Both, false, "RT4131")]
    [InlineData("photos/a.onnx,b.onnx", false, "RT4131")]
    [InlineData("hf:o/n,hf:o/m", false, "RT4131")]
    [InlineData("efficientnet_lite0", true, "RT4132")]
    [InlineData("efficientnet_lite0,", true, "RT4132")]
    [InlineData("efficientnet_lite0,,inception_v3", true, "RT4132")]
    [InlineData("efficientnet_lite0,mobilenet_1.0_224,EfficientNet_Lite0", true, "RT4133")]
    [InlineData("efficientnet_lite0,efficientnet_lite9", true, "RT4006")]
    [InlineData("efficientnet_lite0,lost/model.onnx", true, "RT4009")]
    [InlineData("efficientnet_lite0,hf:owner", true, "RT2065")]
    public void WrongNamesAreRefused(string architecture, bool chooses, string code) => CodeOf(architecture, chooses).ShouldBe(code);

    [Theory]
    [InlineData("efficientnet_lite0, efficientnet_lite0_int8")]
    [InlineData("mobilenet_0.50_224,inception_v3")]
    [InlineData("efficientnet_lite0,hf:owner/name@main:onnx/model.onnx")]
    public void SeveralNamesAreRead(string architecture) =>
        Read(architecture, chooses: true).Backbone.Candidates.ShouldBe(architecture.Split(',').Select(name => name.Trim()));

    [Fact]
    public void OneFolderIsNamedOnceHoweverItIsSpelt()
    {
        string network = ReferenceData.PathOf("reference/hf_models/resnet_feature_extraction");

        CodeOf($"{network},{network}{Path.DirectorySeparatorChar}", chooses: true).ShouldBe("RT4133");
    }

    [Fact]
    public void APathWithACommaIsOneBackbone()
    {
        string path = folder.Write("one,two.onnx", "network"u8).PathOf("one,two.onnx");

        Read(path, chooses: false).Backbone.Candidates.ShouldBe([path]);
        CodeOf(path, chooses: true).ShouldBe("RT4009"); // with --choose, a comma always separates
        Read("hf:owner/name:one,two.onnx", chooses: false).Backbone.Candidates.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("input_tensor", "x")]
    [InlineData("bottleneck_tensor", "x")]
    [InlineData("input_size", "224")]
    [InlineData("input_mean", "127")]
    [InlineData("input_std", "128")]
    [InlineData("resize", "256")]
    [InlineData("filter", "bicubic")]
    [InlineData("crop", "224")]
    [InlineData("crop_pct", "0.9")]
    [InlineData("rescale", "0.01")]
    [InlineData("channel_order", "bgr")]
    public void FlagsThatDescribeOneNetworkAreRefused(string flag, string value)
    {
        RetrainException refused = Should.Throw<RetrainException>(() => Read(Both, chooses: true, (flag, value)));

        refused.Diagnostic.Code.ShouldBe("RT4134");
        refused.Message.ShouldContain($"--{flag} ");
    }

    [Theory]
    [InlineData(Both, "graph.pb")]
    [InlineData(Both, "graph.onnx")]
    [InlineData("efficientnet_lite0,inception_v3", "graph.onnx")]
    public void AGraphThatACandidateCannotWriteIsRefused(string architecture, string graph) =>
        CodeOf(architecture, chooses: true, ("output_graph", graph)).ShouldBe("RT4135");

    [Fact]
    public void TheDefaultGraphFollowsTheChosenBackbone()
    {
        RetrainOptions options = Read(Both, chooses: true);

        Path.GetFileName(options.With("efficientnet_lite0").Output.Graph).ShouldBe("output_graph.pb");
        Path.GetFileName(options.With("efficientnet_lite0_int8").Output.Graph).ShouldBe("output_graph.onnx");
        Path.GetFileName(options.With("efficientnet_lite0_int8").Output.Manifest).ShouldBe("manifest.json");
    }

    private static RetrainOptions Read(string architecture, bool chooses, params (string Name, string Text)[] more) => OptionsReader.Read(
        OptionsReader.Defaults,
        [("image_dir", "photos"), ("architecture", architecture), ("choose", chooses ? "true" : "false"), .. more],
        _ => { });

    private static string CodeOf(string architecture, bool chooses, params (string Name, string Text)[] more) =>
        Should.Throw<RetrainException>(() => Read(architecture, chooses, more)).Diagnostic.Code;
}
