using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Backbones;

[Collection(DownloadRun.Collection)]
public sealed partial class BackboneNameTests
{
    [Fact]
    public async Task InceptionsOwnDecodingMakesRoomForOurs()
    {
        using DownloadRun run = new();
        run.Training.Folder.Write("imagenet/classify_image_graph_def.pb", PublishedGraph.Inception());

        ToolRun trained = await run.TrainAsync("--architecture", "Inception_V3", "--verbosity", "detailed");

        trained.ShouldSucceed().Output.ShouldContain("Backbone: inception_v3, 2048 values per bottleneck");
        FrozenGraph graph = FrozenGraph.Load(run.Training.Graph);
        graph.Node("input").Op.ShouldBe("PlaceholderWithDefault");
        graph.TryFindNode("softmax", out _).ShouldBeFalse("nothing that names ImageNet's categories is left");
        (await ToolCall.RunAsync(
            run.Training.CacheDir, "label_image", "--graph", run.Training.Graph, "--labels", run.Training.Labels,
            "--image", Path.Combine(run.Training.ImageDir, "circles", "0.jpg"))).ShouldSucceed();
    }

    [Theory]
    [InlineData("mobilenet_0.25_128", "mobilenet_v1_0.25_128_frozen.pb", "mobilenet_v1_0.25_128/frozen_graph.pb", 75)]
    [InlineData("mobilenet_0.50_224_quantized", "mobilenet_v1_0.50_224_quantized.pb", "mobilenet_v1_0.50_224/quantized_graph.pb", 80)]
    public async Task MobileNetsMakeGoodClassifiers(string architecture, string file, string place, double minimumPercent)
    {
        byte[] published = await File.ReadAllBytesAsync(
            ReferenceData.PathOf($"reference/graphs/mobilenet_v1_imagenet/{file}"), TestContext.Current.CancellationToken);
        using TrainingRun run = new(ReferenceData.PathOf("datasets/flower_photos"));
        run.Folder.Write(Path.Combine("models", place), published);

        ToolRun trained = await ToolCall.RunAsync(
            run.CacheDir, run.Arguments("--architecture", architecture, "--model_dir", run.Folder.PathOf("models")));

        double accuracy = double.Parse(TestAccuracy().Match(trained.ShouldSucceed().Output).Groups[1].Value, CultureInfo.InvariantCulture);
        accuracy.ShouldBeGreaterThan(minimumPercent);
        string photo = Directory.EnumerateFiles(Path.Combine(run.ImageDir, "daisy")).First();
        (await ToolCall.RunAsync(run.CacheDir, "label_image", "--graph", run.Graph, "--labels", run.Labels, "--image", photo))
            .ShouldSucceed().Output.ShouldContain("daisy (score=");
    }

    [Fact]
    public async Task AreListedWithWhatIsThere()
    {
        using TemporaryFolder folder = new();
        folder.Write("models/mobilenet_v1_1.0_224/frozen_graph.pb", PublishedGraph.MobileNet());

        ToolRun table = await ToolCall.RunAsync(folder.Path, "backbones", "--model_dir", folder.PathOf("models"));
        ToolRun lines = await ToolCall.RunAsync(folder.Path, "backbones", "--model_dir", folder.PathOf("models"), "--json");

        string[] rows = [.. table.ShouldSucceed().Output.Split('\n').Where(row => row.Contains(" MB ", StringComparison.Ordinal))];
        rows.Length.ShouldBe(2 + 1 + (4 * 4 * 2));
        rows[0].ShouldMatch(@"^ *efficientnet_lite0 +224 x 224 +1280 +13\.\d MB +built in *$");
        rows[1].ShouldMatch(@"^ *efficientnet_lite0_int8 +224 x 224 +1280 +3\.\d MB +built in *$");
        rows[2].ShouldMatch(@"^ *inception_v3 +299 x 299 +2048 +95\.7 MB +downloadable *$");
        lines.Output.ShouldContain("https://storage.googleapis.com/download.tensorflow.org/models/image/imagenet/inception-2015-12-05.tgz");
        rows.Count(row => row.TrimEnd().EndsWith(" present", StringComparison.Ordinal)).ShouldBe(1);
        using JsonDocument line = JsonDocument.Parse(
            lines.ShouldSucceed().Output.Split('\n').Single(line => line.Contains("\"mobilenet_1.0_224\"", StringComparison.Ordinal)));
        JsonElement present = line.RootElement;
        present.GetProperty("state").GetString().ShouldBe("present");
        present.GetProperty("sizeBytes").GetInt64().ShouldBe(PublishedGraph.MobileNet().Length);
        present.GetProperty("inputPixels").GetInt32().ShouldBe(224);
    }

    [Theory]
    [InlineData("mobilenet_0.5_224")]
    [InlineData("mobilenet_1.0_225")]
    [InlineData("mobilenet_1.0_224_rounded")]
    public async Task ANameThatIsNoneNamesHowTheyAreMade(string architecture)
    {
        using TrainingRun run = new TrainingRun().Draw();

        (await run.TrainAsync("--architecture", architecture)).ShouldFail(2, "RT4006").Error
            .ShouldContain("inception_v3, mobilenet_<1.0|0.75|0.50|0.25>_<224|192|160|128>[_quantized]");
    }

    [Fact]
    public async Task AGraphOfAnotherNetworkInItsPlaceIsAnError()
    {
        using DownloadRun run = new();
        run.Training.Folder.Write(Path.Combine("imagenet", PublishedGraph.GraphPath), PublishedGraph.Inception());

        (await run.TrainAsync()).ShouldFail(1, "RT2026").Error.ShouldStartWith(run.Graph);
        (await ToolCall.RunAsync(run.Training.Folder.Path, "backbones", "--model_dir", run.ModelDir))
            .ShouldSucceed().Output.Split('\n').ShouldContain(line =>
                line.Contains("mobilenet_0.25_128 ", StringComparison.Ordinal)
                && line.TrimEnd().EndsWith(" another network", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"Final test accuracy = ([\d.]+)%")]
    private static partial Regex TestAccuracy();
}
