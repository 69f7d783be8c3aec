using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Display;

public sealed class RunOutputTests : IDisposable
{
    // Few images, so that there is something to warn of; few steps, so that the whole output can be read.
    private static readonly string[] Short =
        ["--how_many_training_steps", "12", "--eval_step_interval", "10", "--validation_batch_size", "5"];

    private readonly TrainingRun run = new TrainingRun().Draw(count: 12);

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("normal")]
    [InlineData("detailed")]
    [InlineData("quiet")]
    public async Task IsLinesOfText(string verbosity)
    {
        ToolRun trained = (await TrainAsync("--verbosity", verbosity)).ShouldSucceed();

        Snapshot.Match($"{Scrub.Lines(run, trained.Output)}--\n{Scrub.Lines(run, trained.Error)}", $"run_{verbosity}");
    }

    [Fact]
    public async Task SaysNormallyWhatItSaysWithoutTheFlag()
    {
        run.WithBottlenecks(KnownBottlenecks.Drawn);
        string normal = (await TrainAsync("--verbosity", "normal")).ShouldSucceed().Error;

        (await TrainAsync()).ShouldSucceed().Error.ShouldBe(normal);
    }

    [Fact]
    public async Task IsAJsonObjectPerEventWhenAskedFor()
    {
        ToolRun trained = (await TrainAsync("--json", "--verbosity", "detailed", "--threads", "1", "--intermediate_store_frequency", "6",
            "--intermediate_output_graphs_dir", run.OutputOf("intermediate"))).ShouldSucceed();

        Snapshot.Match($"{Scrub.Json(run, trained.Output)}--\n{Scrub.Lines(run, trained.Error)}", "run_json");
    }

    [Fact]
    public async Task NamesMisclassifiedImagesInJsonAndWhenQuiet()
    {
        run.WithBottlenecks(KnownBottlenecks.Drawn);

        // Six pictures of circles among the squares.
        for (int i = 12; i < 18; i++)
        {
            run.Folder.Write($"photos/squares/{i}.jpg", DrawnPhotos.Draw(0, 500 + i));
        }

        ToolRun trained = await TrainAsync(
            "--json", "--verbosity", "quiet", "--print_misclassified_test_images", "--testing_percentage", "60",
            "--how_many_training_steps", "300");

        JsonElement[] events = Events(trained.ShouldSucceed());
        events.Select(NameOf).Where(name => name != "problemFound").Distinct()
            .ShouldBe(["testFinished", "misclassifiedImagesFound", "imageMisclassified"]);
        JsonElement image = events[^1];
        File.Exists(image.GetProperty("image").GetString()).ShouldBeTrue();
        image.GetProperty("label").GetString().ShouldNotBe(image.GetProperty("predictedLabel").GetString());
    }

    [Theory]
    [InlineData(2, "RT4004", "--threads", "1")]
    [InlineData(2, "RT1001", "--image_dir", "nowhere")]
    public async Task EndsWithTheProblemInJson(int exitCode, string code, params string[] flags)
    {
        ToolRun failed = await ToolCall.RunAsync(run.CacheDir, ["--json", .. flags]);

        JsonElement problem = Events(failed.ShouldFail(exitCode, code)).Single();
        NameOf(problem).ShouldBe("problemFound");
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("severity").GetString().ShouldBe("error");
        failed.Error.ShouldContain(problem.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task HasNoNumberInJsonWhereTheTrainingDiverged()
    {
        run.WithBottlenecks(KnownBottlenecks.Drawn);
        JsonElement[] events =
            Events((await TrainAsync("--json", "--learning_rate", "1e38", "--eval_step_interval", "1")).ShouldFail(1, "RT1020"));

        events.Where(line => NameOf(line) == "stepEvaluated")
            .ShouldContain(line => line.GetProperty("crossEntropy").ValueKind == JsonValueKind.Null);
        events[^1].GetProperty("code").GetString().ShouldBe("RT1020");
    }

    private static string NameOf(JsonElement line) => line.GetProperty("event").GetString()!;

    private static JsonElement[] Events(ToolRun run) =>
        [.. run.Output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    private Task<ToolRun> TrainAsync(params IReadOnlyList<string> more) =>
        ToolCall.RunAsync(run.CacheDir, run.Arguments([.. Short, .. more]));
}
