using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    private const string MobileNets = "reference/graphs/mobilenet_v1_imagenet";

    private readonly TemporaryFolder folder = new();

    private string EfficientNet => field ??= EmbeddedGraph.WriteTo(folder);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task DescribesAGraphInATable()
    {
        ToolRun inspected = await ToolCall.RunAsync(folder.Path, "inspect", EfficientNet, "--tensor", "stem/Conv2D", "bottleneck");

        Snapshot.Match(
            inspected.ShouldSucceed().Output.Replace(EfficientNet, "efficientnet_lite0.pb", StringComparison.Ordinal), "inspect_table");
        inspected.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task DescribesAGraphInJson()
    {
        ToolRun inspected = await ToolCall.RunAsync(folder.Path, "inspect", EfficientNet, "--tensor", "stem/Conv2D", "--json");

        Snapshot.Match(
            inspected.ShouldSucceed().Output.Replace(EfficientNet, "efficientnet_lite0.pb", StringComparison.Ordinal), "inspect_json");
    }

    /// <summary>In millions, as the authors of these networks publish them.</summary>
    [Theory]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_128_frozen.pb", 14, 0.47, "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.25_224_frozen.pb", 41, 0.47, "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.50_224_quantized.pb", 149, 1.34, "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData($"{MobileNets}/mobilenet_v1_0.75_224_quantized.pb", 325, 2.59, "MobilenetV1/Predictions/Reshape", 1001)]
    [InlineData("reference/graphs/SqueezeNet_fp16.onnx", 349, 1.24, "pool10_1", 1000)]
    public async Task CountsAsMuchWorkAsTheAuthorsOfANetwork(
        string graph, int multiplyAdds, double parameters, string bottleneck, int length)
    {
        ToolRun inspected = await ToolCall.RunAsync(folder.Path, "inspect", ReferenceData.PathOf(graph), "--json");

        using JsonDocument json = JsonDocument.Parse(inspected.ShouldSucceed().Output);
        JsonElement network = json.RootElement;
        (network.GetProperty("multiplyAdds").GetInt64() / 1e6).ShouldBe(multiplyAdds, 0.7);
        (network.GetProperty("parameters").GetInt64() / 1e6).ShouldBe(parameters, 0.02);
        network.GetProperty("backbone").GetProperty("bottleneckTensor").GetString().ShouldBe(bottleneck);
        network.GetProperty("backbone").GetProperty("bottleneckLength").GetInt32().ShouldBe(length);
        network.GetProperty("problems").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task SaysHowAGraphOfRetrainPyDecodes()
    {
        ToolRun inspected = await ToolCall.RunAsync(
            folder.Path, "inspect", ReferenceData.PathOf("reference/tf_goldens/graphs/inception_2015_narrow.pb"));

        inspected.ShouldSucceed().Output.ShouldContain("Mul [?, 299, 299, 3], (value - 128) / 128\n");
        inspected.Output.ShouldContain("pool_3/_reshape [?, ");
        inspected.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusesATensorThatTheGraphDoesNotHave()
    {
        ToolRun inspected = await ToolCall.RunAsync(folder.Path, "inspect", EfficientNet, "--tensor", "botleneck");

        inspected.ShouldFail(1, "RT2003").Error.ShouldContain("bottleneck");
        (await ToolCall.RunAsync(folder.Path, "inspect", EfficientNet, "--input_tensor", "inputs")).ShouldFail(1, "RT2003").Error
            .ShouldContain("'input'");
    }

    [Fact]
    public async Task RefusesWhatIsNotAGraphOrNotAFile()
    {
        (await ToolCall.RunAsync(folder.Path, "inspect", Repository.PathOf("README.md"))).ShouldFail(1, "RT2001");
        (await ToolCall.RunAsync(folder.Path, "inspect", folder.PathOf("none.pb"))).ShouldFail(2, "RT4009");
    }
}
