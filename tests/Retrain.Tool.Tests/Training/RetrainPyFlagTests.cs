using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class RetrainPyFlagTests
{
    [Fact]
    public async Task EvaluationsComeAtTheSameStepsInTheSameWords()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained =
            await run.TrainAsync("--how_many_training_steps", "26", "--eval_step_interval", "10", "--validation_batch_size", "7");

        string[] steps =
        [
            .. trained.ShouldSucceed().Output.Split('\n').Where(line => line.Contains(": Step ", StringComparison.Ordinal))
                .Select(line => line[28..]),
        ];
        steps.Length.ShouldBe(4 * 3);
        steps.Where(line => line.Contains("Train accuracy", StringComparison.Ordinal)).Select(line => line.Split(':')[0])
            .ShouldBe(["Step 0", "Step 10", "Step 20", "Step 25"]);
        steps[0].ShouldMatch(@"^Step 0: Train accuracy = \d+\.\d%$");
        steps[1].ShouldMatch(@"^Step 0: Cross entropy = \d+\.\d{6}$");
        steps[2].ShouldMatch(@"^Step 0: Validation accuracy = \d+\.\d% \(N=7\)$");
    }

    [Theory]
    [InlineData(11)] // the first, the last, and every 400th
    [InlineData(401, "--verbosity", "detailed")]
    [InlineData(401, "--eval_step_interval", "10")]
    [InlineData(0, "--verbosity", "quiet")]
    public async Task ALogShowsADozenOfThemUnlessAllAreAskedFor(int count, params string[] flags)
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await run.TrainAsync(["--how_many_training_steps", "4000", .. flags]);

        string[] shown =
        [
            .. trained.ShouldSucceed().Output.Split('\n').Where(line => line.Contains("Train accuracy", StringComparison.Ordinal))
                .Select(line => line[28..].Split(':')[0]),
        ];
        shown.Length.ShouldBe(count);
        if (count > 0)
        {
            (shown[0], shown[1], shown[^1]).ShouldBe(("Step 0", count > 11 ? "Step 10" : "Step 400", "Step 3999"));
        }
    }

    [Fact]
    public async Task DashesAreUnderscores()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await ToolCall.RunAsync(
            run.CacheDir, "--image-dir", run.ImageDir, "--output-graph=" + run.Graph,
            "--output-labels", run.Labels, "--how-many-training-steps=5"))
            .ShouldSucceed();

        File.Exists(run.Graph).ShouldBeTrue();
    }

    [Fact]
    public async Task ALearningRateThatIsTooLargeIsAnErrorAndNotAModel()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        foreach (string rate in new[] { "1e3", "1e30", "1e38" })
        {
            (await run.TrainAsync("--learning_rate", rate)).ShouldFail(1, "RT1020");
        }

        run.OutputNames().ShouldBeEmpty();
    }

    [Fact]
    public async Task OneGivenTwiceIsRefusedAlthoughArgparseTookTheLast()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained = await ToolCall.RunAsync(
            run.CacheDir, [.. run.Arguments(), "--how_many_training_steps", "7", "--how-many-training-steps=3"]);

        trained.ShouldFail(2, "RT4047").Error.ShouldContain("--how_many_training_steps is given twice, as '7' and '3'; keep one of them.");
        trained.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task IntermediateGraphsAreWrittenAndWork()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        string intermediate = run.OutputOf("intermediate");

        (await run.TrainAsync(
            "--how_many_training_steps", "25", "--intermediate_store_frequency", "10", "--intermediate_output_graphs_dir", intermediate))
            .ShouldSucceed();

        Directory.EnumerateFileSystemEntries(intermediate).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            .ShouldBe(["intermediate_10.pb", "intermediate_20.pb"]);
        (await ToolCall.RunAsync(
            run.CacheDir, "label_image", "--graph", Path.Combine(intermediate, "intermediate_20.pb"), "--labels", run.Labels,
            "--image", Path.Combine(run.ImageDir, "circles", "0.jpg"))).ShouldSucceed();
    }

    [Fact]
    public async Task MisclassifiedTestImagesAreNamed()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        // The same shapes under both labels: many must be wrong.
        for (int i = 0; i < 24; i++)
        {
            string path = Path.Combine(run.ImageDir, "squares", $"{i}.jpg");
            await File.WriteAllBytesAsync(path, DrawnPhotos.Draw(0, 500 + i), TestContext.Current.CancellationToken);
        }

        ToolRun trained = await run.TrainAsync("--print_misclassified_test_images", "--testing_percentage", "50");

        string[] lines = trained.ShouldSucceed().Output.Split('\n');
        int heading = Array.IndexOf(lines, "=== MISCLASSIFIED TEST IMAGES ===");
        heading.ShouldBeGreaterThan(0);
        lines[heading + 1].ShouldMatch(@"^ *\S+\.jpg  (circles|squares)$");
    }

    [Fact]
    public async Task FinalTensorNameIsTheNameInTheGraph()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--final_tensor_name", "flowers")).ShouldSucceed();

        string image = Path.Combine(run.ImageDir, "circles", "0.jpg");
        (await ToolCall.RunAsync(
            run.CacheDir, "label_image", "--graph", run.Graph, "--labels", run.Labels, "--output_layer", "flowers", "--image", image))
            .ShouldSucceed();

        // The manifest beside the graph says the name.
        string[] label = ["label_image", "--graph", run.Graph, "--labels", run.Labels, "--image", image];
        (await ToolCall.RunAsync(run.CacheDir, label)).ShouldSucceed();
        (await run.TrainAsync("--baseline_graph", run.Graph)).ShouldSucceed().Output.ShouldContain($"Baseline {run.Graph}: accuracy = ");
        (await run.TrainAsync("--final_tensor_name", "flowers")).ShouldSucceed();
        File.Delete(run.OutputOf("output_graph.manifest.json"));
        File.Delete(run.Manifest);
        (await ToolCall.RunAsync(run.CacheDir, label)).ShouldFail(1, "RT2003");
    }

    [Fact]
    public async Task DistortedVariantsAreCachedLikeAnyBottleneck()
    {
        using TrainingRun run = new TrainingRun().Draw();
        string[] flags = ["--flip_left_right", "--random_scale", "20", "--distortion_variants", "4"];

        ToolRun cold = await run.TrainAsync(flags);
        ToolRun warm = await run.TrainAsync(flags);

        int training =
            int.Parse(cold.ShouldSucceed().Output.Split("Split: ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        cold.Output.ShouldContain($"Bottlenecks: 0 cached, {training * 4} computed");
        warm.ShouldSucceed().Output.ShouldContain($"Bottlenecks: {training * 4} cached, 0 computed");
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("1000", 48)]
    public async Task NoImageIsTestedTwice(string testBatchSize, int tested)
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        ToolRun trained =
            await run.TrainAsync("--testing_percentage", "99", "--validation_percentage", "0", "--test_batch_size", testBatchSize);

        int inSet = int.Parse(
            trained.ShouldSucceed().Output.Split("validation, ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        trained.Output.ShouldContain($"(N={Math.Min(tested, inSet)})");
    }
}
