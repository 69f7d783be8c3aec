using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

/// <summary>--architecture with the path of a file.</summary>
public sealed class BackboneFileTests(OnnxBackbone onnx) : IClassFixture<OnnxBackbone>, IDisposable
{
    private readonly TrainingRun run = new TrainingRun().Draw();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task OnnxModelsAreTrainedAndWrittenAsOnnxModels()
    {
        string backbone = onnx.CopyTo(run);
        string graph = run.OutputOf("output_graph.onnx");

        ToolRun trained = await run.TrainAsync("--architecture", backbone, "--output_graph", graph);
        ToolRun labelled = await ToolCall.RunAsync(
            run.CacheDir, "label_image", "--graph", graph, "--labels", run.Labels, "--image",
            Path.Combine(run.ImageDir, "circles", "0.jpg"));

        trained.ShouldSucceed().Output.ShouldContain(
            "Backbone lite0.onnx: 'input' takes 224 x 224 pixels as (value - 127) / 128, "
            + "the bottleneck 'bottleneck/ReduceMean' has 1280 values.");
        labelled.ShouldSucceed().Output.ShouldStartWith("circles (score=");
    }

    [Fact]
    public async Task OneRunOfAnotherTensorOrSizeSharesNoBottleneck()
    {
        string mobileNet = ReferenceData.PathOf("reference/graphs/mobilenet_v1_imagenet/mobilenet_v1_0.25_224_frozen.pb");
        string[] other = ["--bottleneck_tensor", "MobilenetV1/Logits/AvgPool_1a/AvgPool"];

        ToolRun first = await run.TrainAsync("--architecture", mobileNet);
        ToolRun again = await run.TrainAsync("--architecture", mobileNet);
        ToolRun tensor = await run.TrainAsync(["--architecture", mobileNet, .. other]);
        ToolRun normalization = await run.TrainAsync(["--architecture", mobileNet, .. other, "--input_std", "100"]);
        string[] features = ["--bottleneck_tensor", "MobilenetV1/MobilenetV1/Conv2d_13_pointwise/Relu6"];
        ToolRun size = await run.TrainAsync(["--architecture", mobileNet, .. features, "--input_size", "64x96"]);
        ToolRun otherSize = await run.TrainAsync(["--architecture", mobileNet, .. features, "--input_size", "96x64"]);

        first.ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        again.ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
        tensor.ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        normalization.ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        size.ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        otherSize.ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");
        size.Output.ShouldContain("takes 64 x 96 pixels");
        size.Output.ShouldContain("the mean over height and width of 'MobilenetV1/MobilenetV1/Conv2d_13_pointwise/Relu6");
        size.Output.ShouldContain("has 256 values"); // of 2 x 3 places
    }

    [Fact]
    public async Task TheManifestHasTheFilesNameAndNoPath()
    {
        string backbone = onnx.CopyTo(run);

        ToolRun trained = await run.TrainAsync(
            "--architecture", backbone, "--output_graph", run.OutputOf("output_graph.onnx"), "--output_manifest", run.Manifest);

        trained.ShouldSucceed();
        string text = await File.ReadAllTextAsync(run.Manifest, TestContext.Current.CancellationToken);
        using JsonDocument manifest = JsonDocument.Parse(text);
        manifest.RootElement.GetProperty("backbone").GetProperty("name").GetString().ShouldBe("lite0.onnx");
        text.ShouldNotContain(run.Folder.Path);
    }

    [Fact]
    public async Task WhatWasAssumedIsSaid()
    {
        string squeezeNet = ReferenceData.PathOf("reference/graphs/SqueezeNet_fp16.onnx");

        ToolRun trained = await run.TrainAsync("--architecture", squeezeNet, "--output_graph", run.OutputOf("output_graph.onnx"));

        trained.ShouldSucceed().Output.ShouldContain(
            "Backbone SqueezeNet_fp16.onnx: 'data_0' takes 224 x 224 pixels as (value - 127.5) / 127.5 "
            + "(assumed, because the file does not say; see --input_mean and --input_std), the bottleneck 'pool10_1' has 1000 values.");
    }

    [Theory]
    [InlineData("--output_graph", "graph.pb",
        "RT4042: --output_graph 'graph.pb' does not have the extension of a model trained on lite0.onnx; use a name that ends with .onnx.")]
    [InlineData("--bottleneck_tensor", "botleneck/ReduceMean",
        "RT2003: the graph has no tensor 'botleneck/ReduceMean'; did you mean 'bottleneck/ReduceMean'")]
    [InlineData("--input_size", "224x", "RT4003: '224x' is not a valid value for --input_size")]
    public async Task WrongNamesAreAnsweredWithWhatToDo(string flag, string value, string message)
    {
        ToolRun trained = await run.TrainAsync(
            "--architecture", onnx.CopyTo(run), "--output_graph", run.OutputOf("output_graph.onnx"), flag, value);

        trained.ExitCode.ShouldNotBe(0);
        trained.Error.ShouldContain(message);
    }

    [Fact]
    public async Task TheBackboneIsNotReplacedByWhatIsTrainedOnIt()
    {
        string backbone = onnx.CopyTo(run);

        ToolRun trained = await run.TrainAsync("--architecture", backbone, "--output_graph", Path.Combine(run.OutputOf("."), "lite0.onnx"));

        trained.ShouldFail(2, "RT4043");
    }

    [Fact]
    public async Task IntermediateGraphsAreModelsToo()
    {
        string[] intermediate = ["--intermediate_store_frequency", "40", "--intermediate_output_graphs_dir", run.OutputOf("steps")];
        string graph = run.OutputOf("output_graph.onnx");

        (await run.TrainAsync(["--architecture", onnx.CopyTo(run), "--output_graph", graph, .. intermediate])).ShouldSucceed();
        ToolRun labelled = await ToolCall.RunAsync(
            run.CacheDir, "label_image", "--graph", run.OutputOf("steps/intermediate_40.onnx"), "--labels", run.Labels, "--image",
            run.ImageDir);

        labelled.ShouldSucceed();
    }
}
