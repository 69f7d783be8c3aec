using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Categories;
using Retrain.Training.Evaluation;
using Retrain.Training.Images;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Commands;

public sealed partial class EvaluateCommandTests(TwoModels models) : IClassFixture<TwoModels>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task GivesTheAccuracyTheMatrixAndTheMistakes()
    {
        ToolRun evaluated = await EvaluateAsync(models.Good);

        Snapshot.Match(Scrub(evaluated.ShouldSucceed().Output), "evaluate");
    }

    [Fact]
    public async Task WritesJsonWhenAskedTo()
    {
        ToolRun evaluated =
            await EvaluateAsync(models.Good, "--json", "--baseline_graph", models.Bad.Graph, "--baseline_labels", models.Bad.Labels);

        using JsonDocument json = JsonDocument.Parse(evaluated.ShouldSucceed().Output);
        JsonElement model = json.RootElement;
        model.GetProperty("images").GetInt32().ShouldBe(21);
        model.GetProperty("accuracy").GetDouble().ShouldBe(20 / 21.0, 1e-6);
        model.GetProperty("confusion")[1][0].GetInt32().ShouldBe(1);
        model.GetProperty("labels")[1].GetProperty("recall").GetDouble().ShouldBe(10 / 11.0, 1e-6);
        JsonElement mistake = model.GetProperty("mistakes").EnumerateArray().ShouldHaveSingleItem();
        mistake.GetProperty("image").GetString().ShouldBe(Path.Combine(models.Photos, "squares", "a circle.jpg"));
        JsonElement baseline = model.GetProperty("baseline");
        baseline.GetProperty("onlyModelRight").GetInt32().ShouldBe(20);
        baseline.GetProperty("onlyBaselineRight").GetInt32().ShouldBe(1);
        baseline.GetProperty("verdict").GetString().ShouldBe("better");
    }

    [Fact]
    public async Task WarnsOfImagesThatTheModelKnowsAndLeavesThemOut()
    {
        string[] strangers = ["101.jpg", "102.jpg"];
        string photos = folder.PathOf("mixed");
        DrawnPhotos.Write(photos, 4, "circles", "squares");
        foreach (string stranger in strangers)
        {
            string copy = Path.Combine(photos, "circles", stranger);
            File.Copy(Path.Combine(photos, "circles", "1.jpg"), copy);
            await File.AppendAllBytesAsync(copy, [.. stranger.Select(letter => (byte)letter)], TestContext.Current.CancellationToken);
        }

        // Photos of the test set are not known.
        string[] arguments = ["evaluate", "--image_dir", photos, "--graph", models.Good.Graph, "--labels", models.Good.Labels];
        int tested = ManifestOf(models.Good).GetProperty("metrics").GetProperty("testing").GetProperty("images").GetInt32();
        ToolRun evaluated = await ToolCall.RunAsync(folder.Path, [.. arguments, "--json"]);
        ToolRun text = await ToolCall.RunAsync(folder.Path, arguments);

        using JsonDocument json = JsonDocument.Parse(evaluated.ShouldSucceed().Output);
        int known = json.RootElement.GetProperty("knownImages").GetInt32();
        known.ShouldBeInRange(8 - tested, 8);
        json.RootElement.GetProperty("images").GetInt32().ShouldBe(10);
        json.RootElement.GetProperty("withoutKnown").GetProperty("images").GetInt32().ShouldBe(10 - known);
        evaluated.Error.ShouldContain($"{photos} : warning RT1042: {known} of 10 images were in the training or validation set of ");
        text.Output.ShouldContain(
            $"Accuracy without the {known} that it was trained or validated on = 100.0% (N={10 - known}), 95% interval ");
    }

    [Fact]
    public async Task SaysWhereAnOlderManifestDoesNotNameTheImages()
    {
        string graph = folder.PathOf("old.pb");
        File.Copy(models.Good.Graph, graph);
        string manifest = Regex.Replace(
            await File.ReadAllTextAsync(models.Good.Manifest, TestContext.Current.CancellationToken),
            @",\s+""knownImages"": ""[^""]*""",
            "");
        manifest.ShouldNotContain("knownImages");
        folder.Write("old.manifest.json", System.Text.Encoding.UTF8.GetBytes(manifest));
        string[] arguments = ["evaluate", "--image_dir", models.Photos, "--graph", graph, "--labels", models.Good.Labels];

        ToolRun text = await ToolCall.RunAsync(folder.Path, arguments);
        ToolRun evaluated = await ToolCall.RunAsync(folder.Path, [.. arguments, "--json"]);

        text.ShouldSucceed().Output.ShouldContain("It is not known which of these images the model was trained or validated on");
        text.Error.ShouldNotContain("RT1042");
        using JsonDocument json = JsonDocument.Parse(evaluated.ShouldSucceed().Output);
        json.RootElement.GetProperty("knownImages").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task RefusesAManifestWhoseTextIsDamaged()
    {
        string graph = folder.PathOf("damaged.pb");
        File.Copy(models.Good.Graph, graph);
        string manifest = await File.ReadAllTextAsync(models.Good.Manifest, TestContext.Current.CancellationToken);
        const string Member = "\"knownImages\": \"";
        folder.Write(
            "damaged.manifest.json",
            System.Text.Encoding.UTF8.GetBytes(manifest.Replace(Member, Member + "\\uD800", StringComparison.Ordinal)));

        (await ToolCall.RunAsync(
            folder.Path, "evaluate", "--image_dir", models.Photos, "--graph", graph, "--labels", models.Good.Labels))
            .ShouldFail(1, "RT2019");
    }

    [Fact]
    public async Task SaysInWordsWhichModelIsBetter()
    {
        (await EvaluateAsync(models.Good, "--baseline_graph", models.Bad.Graph, "--fail_if_worse")).ShouldSucceed().Output.ShouldContain(
            "The model is better than the baseline: only the model is right on 20, only the baseline on 1 (McNemar's test, p = 1.1E-05).");
        (await EvaluateAsync(models.Bad, "--baseline_graph", models.Good.Graph)).ShouldSucceed().Output
            .ShouldContain("The model is worse than the baseline");
        (await EvaluateAsync(models.Bad, "--baseline_graph", models.Good.Graph, "--fail_if_worse")).ShouldFail(3, "RT1041");
        (await EvaluateAsync(models.Good, "--baseline_graph", models.Good.Graph, "--fail_if_worse")).ShouldSucceed().Output
            .ShouldContain("No difference can be shown");
    }

    /// <summary>retrain.py takes the letters outside ASCII from a label.</summary>
    [Fact]
    public void TakesRetrainPysLabelForAFolderThatKeepsItsLetters()
    {
        DrawnPhotos.Write(folder.PathOf("photos"), 2, "Café", "squares");
        using FileStream graph = File.OpenRead(models.Good.Graph);
        using MemoryStream labels = new("caf \nsquares\n"u8.ToArray());
        using ImageClassifier classifier = ImageClassifier.Load(graph, labels);
        ImageSet images = ImageFolder.Read(folder.PathOf("photos"), false, _ => { }, TestContext.Current.CancellationToken);
        images.Categories.Select(category => category.Label).Order(StringComparer.Ordinal).ShouldBe(["Café", "squares"]);

        ModelEvaluation.Of(classifier, images, known: null, _ => { }, _ => { }, TestContext.Current.CancellationToken)
            .Images.Select(image => image.Image.Label).Distinct().Order(StringComparer.Ordinal).ShouldBe(["caf ", "squares"]);
    }

    [Fact]
    public async Task FailsBelowTheMinimum()
    {
        (await EvaluateAsync(models.Good, "--minimum_test_accuracy", "95")).ShouldSucceed();
        (await EvaluateAsync(models.Good, "--minimum_test_accuracy", "96")).ShouldFail(3, "RT1016");
    }

    [Fact]
    public async Task NamesUnknownFoldersAndFilesThatAreNotImages()
    {
        DrawnPhotos.Write(folder.PathOf("photos"), 3, "circles", "squares");
        folder.Write("photos/circles/text.jpg", "no image"u8);
        ToolRun evaluated = await ToolCall.RunAsync(
            folder.Path, "evaluate", "--graph", models.Good.Graph, "--labels", models.Good.Labels, "--image_dir", folder.PathOf("photos"));
        evaluated.ShouldSucceed().Error.ShouldContain("RT1003");
        evaluated.Output.ShouldContain("(N=6)");

        DrawnPhotos.Write(folder.PathOf("others"), 1, "circle", "triangles");
        ToolRun unknown = await ToolCall.RunAsync(
            folder.Path, "evaluate", "--graph", models.Good.Graph, "--labels", models.Good.Labels, "--image_dir", folder.PathOf("others"));
        unknown.ShouldFail(1, "RT1040").Error.ShouldContain("'circle' is not a label of the model, but 'circles' is");
        unknown.Error.ShouldContain("triangles");
    }

    private static JsonElement ManifestOf(TrainingRun run)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(run.Manifest));
        return manifest.RootElement.Clone();
    }

    private Task<ToolRun> EvaluateAsync(TrainingRun run, params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(
            folder.Path, FlagsOnce.In(["evaluate", models.Photos, "--graph", run.Graph, "--labels", run.Labels, .. more]));

    private string Scrub(string output) =>
        Probability().Replace(
            output.Replace(Path.GetDirectoryName(models.Photos)!, "FOLDER", StringComparison.Ordinal), "(PROBABILITY)");

    [GeneratedRegex(@"\(0\.\d{3}\)")]
    private static partial Regex Probability();
}
