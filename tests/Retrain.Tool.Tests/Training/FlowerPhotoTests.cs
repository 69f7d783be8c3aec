using System.Globalization;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;

namespace Retrain.Tool.Tests.Training;

public sealed partial class FlowerPhotoTests
{
    [Fact]
    public async Task GiveAGoodClassifierAndAWarmSecondRun()
    {
        KnownBottlenecks cold = KnownBottlenecks.FlowerPhotos;
        using TrainingRun run = new TrainingRun(ReferenceData.PathOf("datasets/flower_photos")).WithBottlenecks(cold);

        ToolRun warm = await ToolCall.RunAsync(run.CacheDir, run.Arguments());

        cold.Output.ShouldContain("Bottlenecks: 0 cached, 1000 computed");
        double accuracy = double.Parse(TestAccuracy().Match(cold.Output).Groups[1].Value, CultureInfo.InvariantCulture);
        accuracy.ShouldBeGreaterThan(85);
        warm.ShouldSucceed().Output.ShouldContain("Bottlenecks: 1000 cached, 0 computed");
        (await File.ReadAllBytesAsync(run.Graph, TestContext.Current.CancellationToken)).ShouldBe(cold.Graph);
    }

    [GeneratedRegex(@"Final test accuracy = ([\d.]+)%")]
    private static partial Regex TestAccuracy();
}
