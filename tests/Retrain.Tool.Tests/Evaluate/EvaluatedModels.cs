using System.Text.Json;
using System.Text.RegularExpressions;
using Retrain.Tests.Shared;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Evaluate;

public sealed partial class EvaluatedModels : IAsyncLifetime
{
    private readonly TrainingRun good = new TrainingRun().Draw();
    private readonly TrainingRun bad = new();
    private readonly TemporaryFolder folder = new();

    private string Photos => folder.PathOf("photos");

    public async ValueTask InitializeAsync()
    {
        (await good.TrainAsync("--how_many_training_steps", "300")).ShouldSucceed();

        // The same labels, of photos that have them the wrong way round.
        DrawnPhotos.Write(bad.ImageDir, 24, "squares", "circles");
        (await bad.TrainAsync("--how_many_training_steps", "300")).ShouldSucceed();
        DrawnPhotos.Write(Photos, 10, "circles", "squares");
        File.Copy(Path.Combine(Photos, "circles", "1.jpg"), Path.Combine(Photos, "squares", "a circle.jpg"));
    }

    public ValueTask DisposeAsync()
    {
        good.Dispose();
        bad.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task GetAnAccuracyAMatrixAndTheirMistakes()
    {
        ToolRun evaluated = await EvaluateAsync(good);

        Snapshot.Match(Scrub(evaluated.ShouldSucceed().Output), "evaluate");
    }

    [Fact]
    public async Task AreJsonWhenAskedFor()
    {
        ToolRun evaluated = await EvaluateAsync(good, "--json", "--baseline_graph", bad.Graph, "--baseline_labels", bad.Labels);

        using JsonDocument json = JsonDocument.Parse(evaluated.ShouldSucceed().Output);
        JsonElement model = json.RootElement;
        model.GetProperty("images").GetInt32().ShouldBe(21);
        model.GetProperty("accuracy").GetDouble().ShouldBe(20 / 21.0, 1e-6);
        model.GetProperty("confusion")[1][0].GetInt32().ShouldBe(1);
        model.GetProperty("labels")[1].GetProperty("recall").GetDouble().ShouldBe(10 / 11.0, 1e-6);
        JsonElement mistake = model.GetProperty("mistakes").EnumerateArray().ShouldHaveSingleItem();
        mistake.GetProperty("image").GetString().ShouldBe(Path.Combine(Photos, "squares", "a circle.jpg"));
        JsonElement baseline = model.GetProperty("baseline");
        baseline.GetProperty("onlyModelRight").GetInt32().ShouldBe(20);
        baseline.GetProperty("onlyBaselineRight").GetInt32().ShouldBe(1);
        baseline.GetProperty("verdict").GetString().ShouldBe("better");
    }

    [Fact]
    public async Task AreSaidToBeBetterOrWorseInWords()
    {
        (await EvaluateAsync(good, "--baseline_graph", bad.Graph, "--fail_if_worse")).ShouldSucceed().Output.ShouldContain(
            "The model is better than the baseline: it alone is right on 20, the baseline alone on 1 (McNemar's test, p = 1.1E-05).");
        (await EvaluateAsync(bad, "--baseline_graph", good.Graph)).ShouldSucceed().Output.ShouldContain("The model is worse than the baseline");
        (await EvaluateAsync(bad, "--baseline_graph", good.Graph, "--fail_if_worse")).ShouldFail(3, "RT1041");
        (await EvaluateAsync(good, "--baseline_graph", good.Graph, "--fail_if_worse")).ShouldSucceed().Output.ShouldContain("No difference can be shown");
    }

    [Fact]
    public async Task BelowTheMinimumFail()
    {
        (await EvaluateAsync(good, "--minimum_test_accuracy", "95")).ShouldSucceed();
        (await EvaluateAsync(good, "--minimum_test_accuracy", "96")).ShouldFail(3, "RT1016");
    }

    [Fact]
    public async Task AreToldOfFoldersThatTheyDoNotKnowAndFilesThatAreNoImages()
    {
        await File.WriteAllTextAsync(Path.Combine(Photos, "circles", "text.jpg"), "no image", TestContext.Current.CancellationToken);
        ToolRun evaluated = await EvaluateAsync(good);
        evaluated.ShouldSucceed().Error.ShouldContain("RT1003");
        evaluated.Output.ShouldContain("(N=21)");

        DrawnPhotos.Write(folder.PathOf("others"), 1, "circle", "triangles");
        ToolRun unknown = await ToolProcess.RunAsync(folder.Path, "evaluate", "--graph", good.Graph, "--labels", good.Labels, "--image_dir", folder.PathOf("others"));
        unknown.ShouldFail(1, "RT1040").Error.ShouldContain("'circle' is no label of the model, but 'circles' is");
        unknown.Error.ShouldContain("triangles");
    }

    private Task<ToolRun> EvaluateAsync(TrainingRun run, params IReadOnlyList<string> more) =>
        ToolProcess.RunAsync(folder.Path, ["evaluate", "--image_dir", Photos, "--graph", run.Graph, "--labels", run.Labels, .. more]);

    // The column of paths is as wide as the temporary folder's name is long.
    private string Scrub(string output) => Probability().Replace(PathColumn().Replace(output.Replace(folder.Path, "FOLDER", StringComparison.Ordinal), "$1  "), "(PROBABILITY)");

    [GeneratedRegex(@"\(0\.\d{3}\)")]
    private static partial Regex Probability();

    [GeneratedRegex("^(Surest mistakes) +", RegexOptions.Multiline)]
    private static partial Regex PathColumn();
}
