using System.Globalization;
using System.Text.RegularExpressions;
using Retrain.Tests.Infrastructure;
using Retrain.Tool.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Files;
using Retrain.Training.Images;

namespace Retrain.Tool.Tests.Training;

public sealed class CachedBottleneckTests
{
    // Older than the clock's grain, so that a time is trusted.
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task ASecondRunComputesNothing()
    {
        using TrainingRun run = new TrainingRun().Draw();
        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 0 cached, 48 computed");

        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
    }

    [Fact]
    public async Task ASecondRunReadsNoImage()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();

        // Other bytes, and the cache is made to believe that they are the old ones: a run that does not read cannot tell.
        using (BottleneckCache cache = BottleneckCache.Open(run.CacheDir, problem => throw new InvalidOperationException($"{problem}")))
        {
            foreach (string image in Images(run))
            {
                ImageContent content = ImageContent.Of(File.ReadAllBytes(image));
                File.WriteAllBytes(image, new byte[new FileInfo(image).Length]);
                File.SetLastWriteTimeUtc(image, LongAgo);
                cache.ImageDigests.Remember([(FileFacts.Of(image) with { SeenUtc = DateTime.UtcNow.AddMinutes(1) }, content)]);
            }
        }

        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
    }

    [Fact]
    public async Task ChangedBytesAreComputedAnew()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();

        await File.WriteAllBytesAsync(Images(run)[3], DrawnPhotos.Draw(0, 4711), TestContext.Current.CancellationToken);

        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 47 cached, 1 computed");
    }

    [Fact]
    public async Task ATouchedButEqualFileIsNotComputedAnew()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();

        File.SetLastWriteTimeUtc(Images(run)[3], LongAgo);

        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
    }

    [Fact]
    public async Task ACacheThatMayOnlyBeReadIsReadAndSaysThatNothingIsKept()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        await File.WriteAllBytesAsync(
            Path.Combine(run.ImageDir, "circles", "new.jpg"), DrawnPhotos.Draw(0, 4711), TestContext.Current.CancellationToken);
        byte[][] before = [.. Directory.GetFiles(run.CacheDir).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

        // The files are root's, and readable for all.
        ToolRun trained = await ToolProcess.RunAsOtherUserAsync(run, run.Arguments("--how_many_training_steps", "50"));

        trained.ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 1 computed");
        trained.Error.ShouldContain(" : warning RT3002: ");
        trained.Error.ShouldContain("cannot be written (it is read-only)");
        Directory.GetFiles(run.CacheDir).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ShouldBe(before);
    }

    [Fact]
    public async Task TenRunsAtOnceComputeEachBottleneckOnce()
    {
        using TrainingRun run = new TrainingRun().Draw();

        ToolRun[] runs = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => ToolProcess.RunAsync(
            run.CacheDir, "--image_dir", run.ImageDir, "--how_many_training_steps", "50",
            "--output_graph", run.OutputOf($"{i}.pb"), "--output_labels", run.OutputOf($"{i}.txt"))));

        foreach (ToolRun finished in runs)
        {
            finished.ShouldSucceed().Error.ShouldNotContain("RT3");
        }

        runs.Sum(ComputedCount).ShouldBe(48);
        (await run.TrainAsync()).ShouldSucceed().Output.ShouldContain("Bottlenecks: 48 cached, 0 computed");
        File.ReadAllBytes(run.OutputOf("0.pb")).ShouldBe(File.ReadAllBytes(run.OutputOf("1.pb")));
    }

    private static int ComputedCount(ToolRun run) => int.Parse(
        Regex.Match(run.Output, "Bottlenecks: [0-9]+ cached, ([0-9]+) computed").Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [Fact]
    public async Task ADamagedDatabaseIsSetAsideWithAWarning()
    {
        using TrainingRun run = new TrainingRun().DrawCached();
        (await run.TrainAsync()).ShouldSucceed();
        string database = Directory.EnumerateFiles(run.CacheDir, "*.db").Single();
        await File.WriteAllTextAsync(database, new string('x', 10_000), TestContext.Current.CancellationToken);

        ToolRun second = await run.TrainAsync();

        second.ShouldSucceed().Output.ShouldContain("48 computed");
        second.Error.ShouldContain("warning RT3");
    }

    private static string[] Images(TrainingRun run) =>
        [.. Directory.EnumerateFiles(run.ImageDir, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
