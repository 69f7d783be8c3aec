using System.Text.Json;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed class RepeatabilityTests
{
    [Fact]
    public async Task SameInputGivesTheSameBytesAtAnyThreadCountColdOrWarm()
    {
        using TrainingRun first = new TrainingRun().Draw();
        using TrainingRun second = new TrainingRun().Draw();
        string[] distortions =
            ["--flip_left_right", "--random_crop", "10", "--random_scale", "10", "--random_brightness", "10", "--distortion_variants", "3"];

        (await first.TrainAsync([.. distortions, "--threads", "1"])).ShouldSucceed();
        (await second.TrainAsync([.. distortions, "--threads", "5"])).ShouldSucceed();
        byte[][] cold = [Bytes(second.Graph), Bytes(second.Labels), Bytes(second.Manifest)];
        ToolRun warm = await second.TrainAsync([.. distortions, "--threads", "2"]);

        warm.ShouldSucceed().Output.Split(", 0 computed").Length.ShouldBe(3);
        new[] { Bytes(first.Graph), Bytes(first.Labels), Bytes(first.Manifest) }.ShouldBe(cold);
        new[] { Bytes(second.Graph), Bytes(second.Labels), Bytes(second.Manifest) }.ShouldBe(cold);
    }

    [Fact]
    public async Task AnotherSeedGivesOtherWeights()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync("--seed", "1")).ShouldSucceed();
        byte[] first = Bytes(run.Graph);

        (await run.TrainAsync("--seed", "2")).ShouldSucceed();

        Bytes(run.Graph).ShouldNotBe(first);
    }

    [Fact]
    public async Task AnotherSplitSaltMovesImages()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();
        string first = DataSet(run);

        (await run.TrainAsync("--split_salt", "again")).ShouldSucceed();

        DataSet(run).ShouldNotBe(first);
    }

    // The digest is over every image with its set; the manifest also names the salt, which would differ anyhow.
    private static string DataSet(TrainingRun run)
    {
        using JsonDocument manifest = JsonDocument.Parse(Bytes(run.Manifest));
        return manifest.RootElement.GetProperty("dataSet").GetProperty("sha256").GetString()!;
    }

    private static byte[] Bytes(string path) => File.ReadAllBytes(path);
}
