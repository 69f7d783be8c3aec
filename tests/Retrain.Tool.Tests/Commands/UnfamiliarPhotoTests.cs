using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class UnfamiliarPhotoTests(TrainedRoadSigns signs) : IClassFixture<TrainedRoadSigns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LabelImageSaysThatAPhotoIsUnfamiliar()
    {
        (await LabelAsync(signs.Graph, Stranger())).ShouldMatch(@"\nunfamiliar \(novelty=0\.\d{5}\)\n$");
        string known = await LabelAsync(signs.Graph, [.. signs.Photos]);
        known.Split('\n').Count(line => line.StartsWith("unfamiliar", StringComparison.Ordinal)).ShouldBeLessThan(signs.Photos.Count / 4);
    }

    [Fact]
    public async Task TheJsonHasTheNovelty()
    {
        using JsonDocument labelled = JsonDocument.Parse(await LabelAsync(signs.Graph, Stranger(), "--json"));

        labelled.RootElement.GetProperty("novelty").GetSingle().ShouldBeInRange(0.1f, 1.1f);
        labelled.RootElement.GetProperty("isFamiliar").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task AnExportHasItOnlyIfAskedTo()
    {
        string with = await signs.ExportAsync("with.pb", "--novelty");
        string without = await signs.ExportAsync("without.pb");

        (await LabelAsync(with, Stranger())).ShouldBe(await LabelAsync(signs.Graph, Stranger()));
        (await LabelAsync(without, Stranger())).ShouldNotContain("unfamiliar");
        using JsonDocument labelled = JsonDocument.Parse(await LabelAsync(without, Stranger(), "--json"));
        labelled.RootElement.GetProperty("novelty").ValueKind.ShouldBe(JsonValueKind.Null);
        labelled.RootElement.GetProperty("isFamiliar").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ToolCall.RunAsync(folder.Path, "export", "--graph", without, "--output", folder.PathOf("no.pb"), "--novelty"))
            .ShouldFail(2, "RT4056");
    }

    private string Stranger()
    {
        string path = folder.PathOf("stranger.jpg");
        File.WriteAllBytes(path, DrawnPhotos.Draw(category: 0, seed: 3));
        return path;
    }

    private async Task<string> LabelAsync(string graph, params string[] arguments) => (await ToolCall.RunAsync(
        folder.Path, ["label_image", "--graph", graph, "--labels", signs.Labels, .. arguments])).ShouldSucceed().Output;
}
