using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Commands;

public sealed class LabelImageCommandTests(TrainedShapes shapes) : IClassFixture<TrainedShapes>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private TrainingRun Run => shapes.Run;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task PredictionsComeHighestFirstAndSumToOne()
    {
        ToolRun labelled = await LabelAsync("--image", Image("circles", 1));

        string[] lines = labelled.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        lines[0].ShouldMatch(@"^circles \(score=0\.\d{5}\)$");
        float[] scores =
            [.. lines.Select(line => float.Parse(line.Split("score=")[1].TrimEnd(')'), System.Globalization.CultureInfo.InvariantCulture))];
        scores[0].ShouldBeGreaterThan(scores[1]);
        scores.Sum().ShouldBe(1, 1e-4f);
    }

    [Fact]
    public async Task SeveralImagesFoldersAndPatternsAreEachNamed()
    {
        ToolRun labelled = await LabelAsync(
            "--image", Image("circles", 1), Path.Combine(Run.ImageDir, "squares"), Path.Combine(Run.ImageDir, "circles", "2?.jpg"),
            "--top_k", "1");

        string[] lines = labelled.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe((1 + 24 + 4) * 2);
        lines[0].ShouldBe($"{Image("circles", 1)}:");
    }

    [Fact]
    public async Task WritesOneJsonObjectPerImageWhenAskedTo()
    {
        ToolRun labelled = await LabelAsync(Image("circles", 1), Image("squares", 1), "--json");

        string[] lines = labelled.ShouldSucceed().Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(2);
        using JsonDocument first = JsonDocument.Parse(lines[0]);
        first.RootElement.GetProperty("image").GetString().ShouldBe(Image("circles", 1));
        first.RootElement.GetProperty("predictions")[0].GetProperty("label").GetString().ShouldBe("circles");
    }

    [Fact]
    public async Task LabelsTheOthersWhenOneImageCannotBeRead()
    {
        string text = folder.Write("text.jpg", "no image"u8).PathOf("text.jpg");

        ToolRun labelled = await LabelAsync("--image", text, Image("circles", 1));

        labelled.ShouldFail(1, "RT1003").Output.ShouldContain("circles (score=");
    }

    [Fact]
    public async Task LabelsTheOthersWhenOneIsANamedPipe()
    {
        string pipe = NamedPipe.Create(folder.PathOf("pipe.jpg"));

        (await LabelAsync("--image", pipe, Image("circles", 1))).ShouldFail(1, "RT1003").Output.ShouldContain("circles (score=");
    }

    [Fact]
    public async Task LabelsManyImagesInOrderAndEachAsAlone()
    {
        DrawnPhotos.Write(folder.Path, 24, "circles", "squares");
        folder.Write("circles/13.txt", "no image"u8);

        ToolRun together = await LabelAsync("--image", folder.Path, "--json");

        string[] lines = together.ShouldFail(1, "RT1003").Output.TrimEnd().Split('\n');
        string[] images = [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("image").GetString()!)];
        images.Length.ShouldBe(48);
        images.ShouldBe(images.Order(StringComparer.Ordinal));
        foreach (int i in new[] { 0, 20, 47 })
        {
            (await LabelAsync("--image", images[i], "--json")).ShouldSucceed().Output.TrimEnd().ShouldBe(lines[i]);
        }
    }

    [Fact]
    public async Task NeedsAnImage() => (await LabelAsync()).ShouldFail(2, "RT4004");

    [Fact]
    public async Task NeedsAnImageThatExists() => (await LabelAsync("--image", "nowhere.jpg")).ShouldFail(2, "RT4009");

    [Fact]
    public async Task NeedsTheGraphsOwnLabels()
    {
        string labels = folder.PathOf("labels.txt");
        await File.WriteAllLinesAsync(labels, ["circles", "squares", "one more"], TestContext.Current.CancellationToken);

        (await LabelAsync("--labels", labels, "--image", Image("circles", 1))).ShouldFail(1, "RT2017").Error
            .ShouldContain("the file has 3 labels, but the graph computes 2 probabilities");
    }

    [Fact]
    public async Task NeedsAGraph() =>
        (await ToolCall.RunAsync(
            Run.CacheDir, "label_image", "--graph", Run.Labels, "--labels", Run.Labels, "--image", Image("circles", 1)))
            .ShouldFail(1, "RT2001");

    /// <summary>
    /// The native libraries are being loaded meanwhile; of 200 such processes on a busy machine six once crashed at their end.
    /// </summary>
    [Fact]
    public async Task NeedsAGraphAndDoesNotCrashWithoutOne()
    {
        Task<ToolRun> WithoutGraphAsync() => ToolProcess.RunAsync(
            Run.CacheDir, "label_image", "--graph", Run.Labels, "--labels", Run.Labels, "--image", Image("circles", 1));

        for (int round = 0; round < 4; round++)
        {
            foreach (ToolRun labelled in await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WithoutGraphAsync())))
            {
                labelled.ShouldFail(1, "RT2001");
            }
        }
    }

    private string Image(string category, int number) => Path.Combine(Run.ImageDir, category, $"{number}.jpg");

    private Task<ToolRun> LabelAsync(params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(Run.CacheDir, FlagsOnce.In(["label_image", "--graph", Run.Graph, "--labels", Run.Labels, .. more]));
}
