using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class MinimumTestAccuracyTests
{
    [Fact]
    public async Task BelowItNothingIsWrittenAndTheOldModelStays()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        // With one training step on labels that the shapes do not show, no model reaches 100% on a larger test set.
        foreach (string square in Directory.GetFiles(Path.Combine(run.ImageDir, "squares")).Take(12))
        {
            File.Move(square, Path.Combine(run.ImageDir, "circles", $"moved{Path.GetFileName(square)}"));
        }

        run.Folder.Write("out/output_graph.pb", "the old model"u8);
        ToolRun trained =
            await run.TrainAsync("--testing_percentage", "60", "--minimum_test_accuracy", "100", "--how_many_training_steps", "1");

        trained.ShouldFail(3, "RT1016");
        run.OutputNames().ShouldBe(["output_graph.pb"]);
        (await File.ReadAllTextAsync(run.Graph, TestContext.Current.CancellationToken)).ShouldBe("the old model");
    }

    [Fact]
    public async Task WithoutTestImagesItCannotBeReached()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--testing_percentage", "0", "--minimum_test_accuracy", "1")).ShouldFail(3, "RT1017");
    }

    [Fact]
    public async Task AtItTheModelIsWritten()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--minimum_test_accuracy", "0")).ShouldSucceed();

        File.Exists(run.Graph).ShouldBeTrue();
    }
}
