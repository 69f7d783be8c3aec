using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Display;

/// <summary>The whole tool on a terminal; what is drawn there is tested in memory by the tests of its parts.</summary>
public sealed class WatchedRunTests(TwoModels models) : IClassFixture<TwoModels>
{
    [Fact]
    public async Task TrainsInOneLineAndEndsWithACard()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        string[] screen = await ScreenAsync(run, "xterm-256color", run.Arguments("--how_many_training_steps", "60"));

        screen.ShouldNotContain(line => line.Contains("Cross entropy = ", StringComparison.Ordinal));
        int last = Array.FindIndex(screen, line => line.StartsWith("Step 60/60  train ", StringComparison.Ordinal));
        screen[last + 1].ShouldBe(new string('─', 79));
        screen[last + 2].ShouldStartWith("  Test accuracy  ");
        screen.ShouldContain(line => line.Contains($"label_image {run.ImageDir}/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dumb", "normal")]
    [InlineData("xterm-256color", "detailed")]
    public async Task PrintsRetrainPysLinesWhereNothingCanBeErasedOrAllIsAskedFor(string term, string verbosity)
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        string[] screen = await ScreenAsync(
            run, term, [.. run.Arguments("--how_many_training_steps", "5"), "--verbosity", verbosity]);

        screen.ShouldContain(line => line.Contains(": Step 4: Cross entropy = ", StringComparison.Ordinal));
        screen.ShouldContain(line => line.StartsWith("Final test accuracy = ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LabelsWithBarsBelowTheModelsName()
    {
        TrainingRun run = models.Good;

        string[] screen = await ScreenAsync(
            run, "xterm-256color",
            ["label_image", "--graph", run.Graph, "--labels", run.Labels, Path.Combine(run.ImageDir, "circles", "1.jpg")]);

        string.Join(' ', screen.TakeWhile(line => line.Length > 0))
            .ShouldMatch($"^Model: {run.Graph}, efficientnet_lite0, written [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} [0-9]{{2}}:[0-9]{{2}}$");
        screen.ShouldContain(line =>
            line.StartsWith("  circles  0.", StringComparison.Ordinal) && line.Contains('█', StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndsTheBarOfATestBeforeAWarning()
    {
        TrainingRun run = models.Good;

        string[] screen = await ScreenAsync(
            run, "xterm-256color", ["evaluate", "--graph", run.Graph, "--labels", run.Labels, "--image_dir", run.ImageDir]);

        screen.ShouldNotContain(line => line.Contains('━', StringComparison.Ordinal));
        string[] warning = [.. screen.SkipWhile(line => !line.StartsWith($"{run.ImageDir} : ", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("Accuracy", StringComparison.Ordinal))];
        string.Join(' ', warning).ShouldStartWith($"{run.ImageDir} : warning RT1042: ");

        // No word is broken: what does not fit is a path.
        warning.Length.ShouldBeGreaterThan(1);
        warning.Where(line => line.Length >= 80).ShouldAllBe(line => !line.Contains(' '));
    }

    private static async Task<string[]> ScreenAsync(TrainingRun run, string term, string[] arguments)
    {
        Dictionary<string, string?> environment = new() { ["TERM"] = term, ["RETRAIN_CACHE_DIR"] = run.CacheDir };
        return [.. new TerminalScreen(await WatchedTool.WatchAsync(80, environment, arguments)).Lines];
    }
}
