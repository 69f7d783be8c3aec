using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class BaselineTests(TwoModels models) : IClassFixture<TwoModels>, IDisposable
{
    private readonly TrainingRun run = new TrainingRun(models.Good.ImageDir).WithBottlenecks(KnownBottlenecks.Drawn);

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task ABetterModelIsShownBesideThePreviousOne()
    {
        string report = run.OutputOf("report.html");

        ToolRun trained = (await TrainAsync(models.Bad.Graph, "--report", report, "--fail_if_worse")).ShouldSucceed();

        trained.Output.ShouldContain($"Baseline {models.Bad.Graph}: accuracy = 0.0%");
        trained.Output.ShouldContain("The model is better than the baseline: only the model is right on ");
        JsonElement baseline = JsonDocument.Parse(File.ReadAllBytes(run.Manifest)).RootElement.GetProperty("baseline");
        baseline.GetProperty("verdict").GetString().ShouldBe("better");
        baseline.GetProperty("graphSha256").GetString().ShouldBe(DecisionsOf.DigestOf(models.Bad.Graph));
        int fixedPhotos = baseline.GetProperty("onlyModelRight").GetInt32();
        string page = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        page.ShouldContain("""<h3>Photos that broke <span class="quiet">(0)</span></h3>""");
        page.ShouldContain($"""<h3>Photos that were fixed <span class="quiet">({fixedPhotos})</span></h3>""");
        page.ShouldNotContain(Path.GetDirectoryName(models.Bad.Graph)!);
    }

    [Fact]
    public async Task AWorseModelIsNotWrittenWhereThatIsNotWanted()
    {
        // A head that hardly learns gives nearly all images one label.
        string[] flags = ["--learning_rate", "0.0000001", "--report", run.OutputOf("report.html")];

        (await TrainAsync(models.Good.Graph, [.. flags, "--fail_if_worse"])).ShouldFail(3, "RT1041");

        run.OutputNames().ShouldBe(["report.html"]);
        (await File.ReadAllTextAsync(run.OutputOf("report.html"), TestContext.Current.CancellationToken))
            .ShouldContain("<b>The model was not written.</b> It is worse than the previous model.");
        (await TrainAsync(models.Good.Graph, flags)).ShouldSucceed().Output.ShouldContain("The model is worse than the baseline: ");
    }

    [Fact]
    public async Task TheBaselineMayBeTheFileThatIsOverwritten()
    {
        (await run.TrainAsync()).ShouldSucceed();
        string digest = DecisionsOf.DigestOf(run.Graph);

        (await TrainAsync(run.Graph, "--learning_rate", "0.02")).ShouldSucceed().Output.ShouldContain("No difference can be shown");

        DecisionsOf.DigestOf(run.Graph).ShouldNotBe(digest);
        JsonDocument.Parse(File.ReadAllBytes(run.Manifest)).RootElement.GetProperty("baseline").GetProperty("graphSha256").GetString()
            .ShouldBe(digest);
    }

    [Fact]
    public async Task PhotosThatTheBaselineKnowsAreTold()
    {
        ToolRun trained = (await TrainAsync(models.Good.Graph, "--split_salt", "another")).ShouldSucceed();

        trained.Error.ShouldContain("warning RT1042: ");
        trained.Output.ShouldContain(" that the baseline was trained or validated on: ");
    }

    [Fact]
    public async Task SaysWhatCannotBeCompared()
    {
        (await run.TrainAsync("--fail_if_worse")).ShouldFail(2, "RT4004");
        (await run.TrainAsync("--baseline_labels", models.Good.Labels)).ShouldFail(2, "RT4004");
        (await TrainAsync(run.OutputOf("missing.pb"))).ShouldFail(2, "RT4009");
        (await TrainAsync(models.Good.Graph, "--baseline_labels", run.OutputOf("missing.txt"))).ShouldFail(2, "RT4009");
        using TrainingRun other = new();
        DrawnPhotos.Write(other.ImageDir, 8, "circles", "triangles");
        (await other.TrainAsync("--baseline_graph", models.Good.Graph)).ShouldFail(1, "RT1040").Error.ShouldContain("'triangles'");
        other.OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task ABuildComparesAgainWhenTheBaselineChanges()
    {
        string baseline = run.Folder.PathOf("released.pb");
        string labels = run.Folder.PathOf("released.txt");
        File.Copy(models.Good.Graph, baseline);
        File.Copy(models.Good.Labels, labels);
        string inputs = run.WriteInputs(
            $"option\tBaselineGraph\t{baseline}", $"option\tBaselineLabels\t{labels}", "option\tFailIfWorse\ttrue",
            $"option\tBottleneckDir\t{run.CacheDir}");
        Task<ToolRun> BuildAsync() => ToolCall.RunAsync(run.CacheDir, "--inputs", inputs);

        (await BuildAsync()).ShouldSucceed().Output.ShouldContain($"Flowers: Baseline {baseline}: accuracy = ");
        (await BuildAsync()).ShouldSucceed().Output.ShouldContain("the images are those that it was trained on");

        File.Copy(models.Bad.Graph, baseline, overwrite: true);
        (await BuildAsync()).ShouldSucceed().Output.ShouldContain($"Flowers: Baseline {baseline}: accuracy = 0.0%");
    }

    private Task<ToolRun> TrainAsync(string baseline, params IReadOnlyList<string> more) =>
        run.TrainAsync(["--testing_percentage", "40", "--baseline_graph", baseline, .. more]);
}
