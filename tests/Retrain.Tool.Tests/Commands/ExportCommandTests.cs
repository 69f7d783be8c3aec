using System.Security.Cryptography;
using System.Text.Json;
using Retrain.Runtime.Graphs.TensorFlow;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class ExportCommandTests(TrainedRoadSigns signs) : IClassFixture<TrainedRoadSigns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WritesNeitherDecodingNorUnneededNodes()
    {
        FrozenGraph exported = FrozenGraph.Load(await signs.ExportAsync("plain.pb"));

        string[] ops = [.. exported.Definition.Node.Select(node => node.Op).Distinct()];
        ops.ShouldBe(
            ["Placeholder", "Const", "Conv2D", "BiasAdd", "Relu6", "DepthwiseConv2dNative", "Add", "Mean", "MatMul", "Softmax"],
            ignoreOrder: true);
        exported.Node("input").Op.ShouldBe("Placeholder");
        exported.Node("final_result").Op.ShouldBe("Softmax");
        exported.Definition.Node.SelectMany(node => node.Input).ShouldAllBe(input => !input.StartsWith('^'));
    }

    [Fact]
    public async Task GivesTheSameAnswersWithTheNormalizationFoldedIn()
    {
        string exported = await signs.ExportAsync("labelled.pb");

        (await LabelAsync(exported)).ShouldBe(await LabelAsync(signs.Graph));
    }

    [Fact]
    public async Task HasAManifestOfItsOwnThatNamesItsLabels()
    {
        string exported = await signs.ExportAsync("described.pb");

        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(exported, ".manifest.json")));
        JsonElement digests = manifest.RootElement.GetProperty("sha256");
        digests.GetProperty("graph").GetString().ShouldBe(Sha256(exported));
        digests.GetProperty("labels").GetString().ShouldBe(Sha256(signs.Labels));

        static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }

    [Theory]
    [InlineData("float", 1.0, 0)]
    [InlineData("half", 0.51, 0.02)]
    [InlineData("8bit", 0.27, 0.4)]
    public async Task WritesAFileOfTheSizeOfItsWeights(string weights, double sizeAtMost, double differenceAtMost)
    {
        JsonElement exported = await ExportAsync("--weights", weights, "--image", Repository.PathOf("samples/road_signs/images/no_entry"));

        (exported.GetProperty("sizeBytesAfter").GetDouble() / exported.GetProperty("sizeBytesBefore").GetDouble())
            .ShouldBeLessThan(sizeAtMost);
        exported.GetProperty("sizeBytesAfter").GetInt64().ShouldBe(new FileInfo(folder.PathOf("exported.pb")).Length);
        exported.GetProperty("images").GetInt32().ShouldBe(55);
        exported.GetProperty("largestDifference").GetDouble().ShouldBeLessThanOrEqualTo(differenceAtMost + 1e-5);
        exported.GetProperty("changedLabels").GetInt32().ShouldBeLessThan(3);
    }

    [Fact]
    public async Task RoundedWeightsStayFloatsAndCompress()
    {
        JsonElement exported = await ExportAsync("--weights", "rounded", "--image", signs.Photos[0]);

        // The novelty, a fortieth of the graph, is left out.
        exported.GetProperty("sizeBytesAfter").GetDouble().ShouldBeGreaterThan(0.97 * exported.GetProperty("sizeBytesBefore").GetDouble());
        exported.GetProperty("gzipBytesAfter").GetDouble().ShouldBeLessThan(0.45 * exported.GetProperty("gzipBytesBefore").GetDouble());
        FrozenGraph.Load(folder.PathOf("exported.pb")).Definition.Node.ShouldNotContain(node => node.Op == "Dequantize");
    }

    [Fact]
    public async Task SaysWhatToFeedAndThatNothingWasCompared()
    {
        ToolRun exported =
            await ToolCall.RunAsync(folder.Path, "export", "--graph", signs.Graph, "--output", folder.PathOf("exported.pb"));

        string[] lines = exported.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines[0].ShouldBe($"Wrote {folder.PathOf("exported.pb")}");
        lines[1].ShouldMatch(@"^Size: \d+ -> \d+ bytes; compressed with gzip: \d+ -> \d+ bytes\.$");
        lines[2].ShouldBe("Input: input [?, 224, 224, 3], RGB, (value - 127) / 128 for values from 0 to 255.");
        lines[3].ShouldBe("Output: final_result.");
        lines[4].ShouldBe("No probabilities were compared; name images with --image to compare them.");
    }

    [Fact]
    public async Task KeepsTheProbabilitiesOfAGraphOfRetrainPy()
    {
        JsonElement exported = Parse((await ToolCall.RunAsync(
            folder.Path, "export", "--graph",
            ReferenceData.PathOf("reference/graphs/retrained_flowers_mobilenet_0.50_224/rounded_graph.pb"),
            "--output", folder.PathOf("exported.pb"), "--image", ReferenceData.PathOf("datasets/flower_photos/daisy"), "--json"))
                .ShouldSucceed().Output);

        exported.GetProperty("images").GetInt32().ShouldBeGreaterThan(100);
        exported.GetProperty("largestDifference").GetDouble().ShouldBeLessThan(1e-4);
    }

    [Fact]
    public async Task FeedsAGraphOfAnEarlierRetrainPyBehindItsDecoding()
    {
        folder.Write("inception.pb", PublishedGraph.Inception());

        ToolRun exported = await ToolCall.RunAsync(
            folder.Path, "export", "--graph", folder.PathOf("inception.pb"), "--output", folder.PathOf("exported.pb"),
            "--input_tensor", "Mul", "--output_tensor", "softmax", "--image", signs.Photos[0]);

        exported.ShouldSucceed().Output.ShouldContain("Input: Mul [?, 299, 299, 3], RGB, (value - 128) / 128 for values from 0 to 255.\n");
        exported.Output.ShouldContain("Largest difference in a probability: 0; ");
        FrozenGraph.Load(folder.PathOf("exported.pb")).Definition.Node.ShouldNotContain(node => node.Op == "DecodeJpeg");
    }

    [Fact]
    public async Task AnUnreadableImageDoesNotStopTheExport()
    {
        folder.Write("photos/broken.jpg", 1, 2, 3);

        ToolRun exported = await ToolCall.RunAsync(
            folder.Path, "export", "--graph", signs.Graph, "--output", folder.PathOf("exported.pb"), "--image", folder.PathOf("photos"),
            signs.Photos[0]);

        exported.ShouldFail(1, "RT1003").Output.ShouldContain("of 1 images.");
        File.Exists(folder.PathOf("exported.pb")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, "RT4004", "--graph", "GRAPH")]
    [InlineData(2, "RT4009", "--graph", "missing.pb", "--output", "OUT")]
    [InlineData(1, "RT2003", "--graph", "GRAPH", "--output", "OUT", "--output_tensor", "final_resul")]
    [InlineData(1, "RT2003", "--graph", "GRAPH", "--output", "OUT", "--input_tensor", "inputs")]
    [InlineData(2, "RT4003", "--graph", "GRAPH", "--output", "OUT", "--weights", "4bit")]
    [InlineData(2, "RT4009", "--graph", "GRAPH", "--output", "OUT", "--image", "missing.jpg")]
    [InlineData(2, "RT4045", "--graph", "ONNX", "--output", "OUT")]
    public async Task WhatCannotBeExportedIsAnErrorAndLeavesNoFile(int exitCode, string code, params string[] arguments)
    {
        string[] real =
        [
            .. arguments.Select(argument => argument switch
            {
                "GRAPH" => signs.Graph,
                "ONNX" => ReferenceData.PathOf("reference/graphs/SqueezeNet_fp16.onnx"),
                "OUT" => folder.PathOf("exported.pb"),
                _ => argument,
            }),
        ];

        (await ToolCall.RunAsync(folder.Path, ["export", .. real])).ShouldFail(exitCode, code);

        Directory.EnumerateFiles(folder.Path, "*.pb*").ShouldBeEmpty();
    }

    private async Task<JsonElement> ExportAsync(params string[] flags) => Parse((await ToolCall.RunAsync(
        folder.Path, ["export", "--graph", signs.Graph, "--output", folder.PathOf("exported.pb"), "--json", .. flags]))
            .ShouldSucceed().Output);

    private async Task<string> LabelAsync(string graph) => (await ToolCall.RunAsync(
        folder.Path, ["label_image", "--graph", graph, "--labels", signs.Labels, "--image", .. signs.Photos])).ShouldSucceed().Output;

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
