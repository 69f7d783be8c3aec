using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class PredefinedSplitTests
{
    [Fact]
    public async Task AreTrainedAsTheyAreAndLeakageIsFound()
    {
        using TrainingRun run = new();
        foreach ((string set, int count) in new[] { ("train", 24), ("val", 6), ("test", 8) })
        {
            DrawnPhotos.Write(Path.Combine(run.ImageDir, set), count, "circles", "squares");
        }

        // The photos of each set have the same names and bytes: the first six are in all three.
        ToolRun trained = await run.TrainAsync("--predefined_split");
        ToolRun check = await ToolCall.RunAsync(run.CacheDir, "check", "--image_dir", run.ImageDir, "--predefined_split");
        ToolRun without = await run.TrainAsync();

        trained.ShouldSucceed().Output.ShouldContain("Split: 48 training, 12 validation, 16 testing images.");
        trained.Output.ShouldContain("Data: 28 exact duplicates");
        trained.Error.ShouldNotContain("RT1013");
        check.ShouldSucceed().Error.ShouldContain("warning RT1063: 16 of 16 test images show a photo that is also trained on");
        without.ShouldSucceed().Error.ShouldContain("warning RT1031: test, train and val look like the sets of a split");
        without.Error.ShouldContain($"--image_dir {Path.Combine(run.ImageDir, "train")}");
    }

    [Fact]
    public async Task StandInTheManifest()
    {
        using TrainingRun run = new();
        DrawnPhotos.Write(Path.Combine(run.ImageDir, "train"), 12, "circles", "squares");

        (await run.TrainAsync("--predefined_split")).ShouldSucceed().Error.ShouldContain("warning RT1033: has no folder test");

        JsonElement manifest = JsonDocument.Parse(File.ReadAllBytes(run.Manifest)).RootElement;
        manifest.GetProperty("options").GetProperty("predefined_split").GetBoolean().ShouldBeTrue();
        manifest.GetProperty("dataSet").GetProperty("labels")[0].GetProperty("training").GetInt32().ShouldBe(12);
    }
}
