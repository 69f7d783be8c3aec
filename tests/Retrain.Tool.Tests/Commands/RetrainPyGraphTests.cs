using System.Globalization;
using System.Runtime.InteropServices;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class RetrainPyGraphTests : IDisposable
{
    // JPEG decoders differ by a grey level on average, so scores by some hundredths; everything behind is compared tightly elsewhere.
    private const float DecoderTolerance = 0.05f;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("reference/graphs/retrained_flowers_mobilenet_0.50_224", "rounded_graph.pb", "retrained_labels.txt",
        "rounded_graph.final_result.f32.bin")]
    [InlineData("reference/tf_goldens/graphs/peer_output_mobilenet_0.25_224", "output_graph.pb", "output_labels.txt",
        "peer_output_mobilenet_0.25_224/final_result_label_image_128.f32.bin")]
    public async Task GiveTensorFlowsScores(string graphFolder, string graph, string labels, string golden)
    {
        string[] names =
            await File.ReadAllLinesAsync(Path.Combine(ReferenceData.PathOf(graphFolder), labels), TestContext.Current.CancellationToken);
        float[] expected = MemoryMarshal.Cast<byte, float>(
            await File.ReadAllBytesAsync(
                ReferenceData.PathOf($"reference/tf_goldens/graphs/{golden}"), TestContext.Current.CancellationToken)).ToArray();

        ToolRun labelled = await ToolCall.RunAsync(
            folder.Path, "label_image", "--graph", Path.Combine(ReferenceData.PathOf(graphFolder), graph), "--labels",
            Path.Combine(ReferenceData.PathOf(graphFolder), labels),
            "--image", ReferenceData.PathOf("datasets/flower_photos/daisy/10172567486_2748826a8b.jpg"));

        Dictionary<string, float> scores = labelled.ShouldSucceed().Output.TrimEnd().Split('\n')
            .ToDictionary(
                line => line.Split(" (")[0], line => float.Parse(line.Split("score=")[1].TrimEnd(')'), CultureInfo.InvariantCulture));
        for (int i = 0; i < names.Length; i++)
        {
            scores[names[i]].ShouldBe(expected[i], DecoderTolerance, names[i]);
        }
    }
}
