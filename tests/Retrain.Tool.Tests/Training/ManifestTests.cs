using Retrain.Tool.Tests.Infrastructure;
using Snapshooter.Xunit3;

namespace Retrain.Tool.Tests.Training;

public sealed class ManifestTests
{
    [Fact]
    public async Task SaysWhatWasTrainedOnWhatAndHowWell()
    {
        using TrainingRun run = new TrainingRun().DrawCached();

        (await run.TrainAsync("--flip_left_right", "--distortion_variants", "2", "--seed", "7", "--split_salt", "バラ")).ShouldSucceed();

        Snapshot.Match(Scrub.Json(run, await File.ReadAllTextAsync(run.Manifest, TestContext.Current.CancellationToken)), "manifest");
    }
}
