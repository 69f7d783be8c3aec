using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Events;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public sealed class JobClaimsTests
{
    private const int Photos = 60;

    [Fact]
    public async Task RunsAtOnceComputeEachBottleneckOnce()
    {
        using ExtractionFixture fixture = new(Photos) { Threads = 2 };

        (IReadOnlyList<LabeledImage> Images, int Computed, float[][] Bottlenecks)[] runs = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => fixture.Load(), TestContext.Current.CancellationToken)));

        runs.Sum(run => run.Computed).ShouldBe(Photos);
        runs.ShouldAllBe(run => run.Bottlenecks.Zip(runs[0].Bottlenecks).All(pair => pair.First.SequenceEqual(pair.Second)));
        fixture.CacheWarnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatARunDidNotComputeBeforeItEndedIsComputed()
    {
        using ExtractionFixture fixture = new(Photos);
        using BottleneckCache other = BottleneckCache.Open(fixture.CacheFolder, fixture.CacheWarnings.Enqueue);
        BottleneckKeys keys = new(fixture.Backbone, fixture.MaximumPixels);
        other.Claims.Take(
        [
            .. fixture.Images.Take(20).Select(image => keys.KeyOf(ImageContent.Of(File.ReadAllBytes(image.Path)))),
        ]).ShouldAllBe(isTaken => isTaken);
        int done = 0;
        fixture.Report = happened => done = happened is BottlenecksProgressed progressed ? progressed.Done : done;

        Task<(IReadOnlyList<LabeledImage> Images, int Computed, float[][] Bottlenecks)> run =
            Task.Run(() => fixture.Load(), TestContext.Current.CancellationToken);
        while (Volatile.Read(ref done) < Photos - 20)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        run.IsCompleted.ShouldBeFalse();
        other.Dispose();

        (await run).Computed.ShouldBe(Photos);
        done.ShouldBe(Photos);
    }

    [Fact]
    public void AWaitingRunCanBeCancelled()
    {
        using ExtractionFixture fixture = new(3);
        using BottleneckCache other = BottleneckCache.Open(fixture.CacheFolder, fixture.CacheWarnings.Enqueue);
        BottleneckKeys keys = new(fixture.Backbone, fixture.MaximumPixels);
        other.Claims.Take([keys.KeyOf(ImageContent.Of(File.ReadAllBytes(fixture.Images[0].Path)))]);
        using CancellationTokenSource cancelled = new();
        fixture.Report = happened =>
        {
            if (happened is BottlenecksProgressed { Done: 2 })
            {
                cancelled.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        };

        Should.Throw<OperationCanceledException>(() => fixture.Load(cancelled.Token));
    }

    [Fact]
    public void AnUnreadablePhotoIsLeftToOtherRuns()
    {
        using ExtractionFixture fixture = new(3);
        fixture.Write(1, [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

        fixture.Load().Images[1].Problem.ShouldNotBeNull();

        using BottleneckCache other = BottleneckCache.Open(fixture.CacheFolder, fixture.CacheWarnings.Enqueue);
        BottleneckKeys keys = new(fixture.Backbone, fixture.MaximumPixels);
        other.Claims.Take([keys.KeyOf(ImageContent.Of(File.ReadAllBytes(fixture.Images[1].Path)))]).ShouldBe([true]);
    }

    [Fact]
    public async Task WhatIsComputedIsWrittenWithinASecond()
    {
        using CacheFixture fixture = new();
        using BottleneckCache cache = fixture.Open();
        using BottleneckMatrix matrix = new(1, 1280);
        BottleneckStore store = new(cache, "decoder", matrix);
        using RegularFlush flush = new(store);

        store.Add(0, CacheFixture.Key(0), CacheFixture.Bottleneck(0));

        while (fixture.Misses(1).Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
