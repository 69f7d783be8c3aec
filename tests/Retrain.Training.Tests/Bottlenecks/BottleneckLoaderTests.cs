using Microsoft.Data.Sqlite;
using Retrain.Runtime.Diagnostics;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Bottlenecks;
using Retrain.Training.Caching;
using Retrain.Training.Digests;
using Retrain.Training.Images;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Bottlenecks;

public static class BottleneckLoaderTests
{
    [Fact]
    public static void ASecondRunComputesNothing()
    {
        using ExtractionFixture fixture = new(photos: 100);
        (_, int count, float[][] computed) = fixture.Load();
        count.ShouldBe(100);

        (_, count, float[][] cached) = fixture.Load();

        count.ShouldBe(0);
        cached.ShouldBe(computed);
        computed.Select(bottleneck => bottleneck[0]).Distinct().Count().ShouldBeGreaterThan(50, "the photos are of different colours");
    }

    [Fact]
    public static void EqualFilesSideBySideAreComputedOnce()
    {
        using ExtractionFixture fixture = new(photos: 16) { Threads = 1 };
        for (int i = 0; i < 16; i += 2)
        {
            fixture.Write(i + 1, DrawnPhotos.Draw(category: 0, seed: i));
        }

        (IReadOnlyList<LabeledImage> images, int computed, float[][] bottlenecks) = fixture.Load();

        computed.ShouldBe(8);
        images.Select(image => image.Digest).Distinct().Count().ShouldBe(8);
        bottlenecks.Select(bottleneck => bottleneck[0]).Chunk(2).ShouldAllBe(pair => pair[0] == pair[1]);
    }

    [Fact]
    public static void TheNumberOfThreadsChangesNoBit()
    {
        using ExtractionFixture one = new(photos: 50) { Threads = 1 };
        using ExtractionFixture many = new(photos: 50) { Threads = 7 };

        many.Load().Bottlenecks.ShouldBe(one.Load().Bottlenecks);
    }

    [Fact]
    public static void AFileThatVanishedAfterItWasListedIsUnreadable()
    {
        using ExtractionFixture fixture = new(photos: 3);
        File.Delete(fixture.Images[1].Path);

        IReadOnlyList<LabeledImage> images = fixture.Load().Images;

        images.Select(image => image.Problem?.Code).ShouldBe([null, "RT1005", null]);
        images[1].Problem!.Origin.ShouldBe(fixture.Images[1].Path);
        images[1].HasContent.ShouldBeFalse();
    }

    [Fact]
    public static void AFileThatVanishesBeforeItIsReadIsUnreadable()
    {
        using ExtractionFixture fixture = new(photos: 3);
        AtTheFirstProgress(fixture, () => File.Delete(fixture.Images[2].Path));

        fixture.Load().Images.Select(image => image.Problem?.Code).ShouldBe([null, null, "RT1005"]);
    }

    [Fact]
    public static void AFileThatChangesAfterItsDigestWasLookedUpIsTakenForWhatItIs()
    {
        using ExtractionFixture fixture = new(photos: 3);
        fixture.Load();
        float[][] before = fixture.Load().Bottlenecks;
        byte[] changed = DrawnPhotos.Draw(category: 1, seed: 4711);
        ForgetBottlenecks(fixture);
        AtTheFirstProgress(fixture, () => fixture.Write(1, changed, secondsLater: 5));

        (IReadOnlyList<LabeledImage> images, _, float[][] bottlenecks) = fixture.Load();

        images.ShouldAllBe(image => image.Problem == null);
        images[1].Digest.ShouldBe(Digest.Of(changed));
        bottlenecks[0].ShouldBe(before[0]);
        bottlenecks[1].ShouldNotBe(before[1]);
        fixture.Load().Bottlenecks.ShouldBe(bottlenecks);
    }

    [Fact]
    public static void AnUnreadableFileInTheMiddleDoesNotStopTheRun()
    {
        using ExtractionFixture fixture = new(photos: 9);
        fixture.Write(4, "just some text"u8);

        (IReadOnlyList<LabeledImage> images, int computed, _) = fixture.Load();

        images.Index().Where(entry => entry.Item.Problem is not null).Select(entry => entry.Index).ShouldBe([4]);
        images[4].Problem!.Code.ShouldBe("RT1003");
        computed.ShouldBe(8);
    }

    [Fact]
    public static void AnUnreadableFileIsReportedAgainWithoutBeingRead()
    {
        using ExtractionFixture fixture = new(photos: 3);
        fixture.Write(1, "just some text"u8);
        Diagnostic? first = fixture.Load().Images[1].Problem;

        // The file gets other bytes, and the cache is made to believe that it did not: only reading it would show the difference.
        fixture.Write(1, DrawnPhotos.Draw(1, 1).AsSpan(0, "just some text".Length));
        fixture.Believe(1, "just some text"u8);

        fixture.Load().Images[1].Problem.ShouldBe(first);
        fixture.CacheWarnings.ShouldBeEmpty();
    }

    [Fact]
    public static void AnImageOverOneLimitIsTriedAgainUnderAnother()
    {
        using ExtractionFixture fixture = new(photos: 2) { MaximumPixels = 100 };
        fixture.Load().Images.Select(image => image.Problem?.Code).ShouldBe(["RT1004", "RT1004"]);
        fixture.Load().Images.Select(image => image.Problem?.Code).ShouldBe(["RT1004", "RT1004"]);

        fixture.MaximumPixels = 1_000_000;

        fixture.Load().Images.ShouldAllBe(image => image.Problem == null);
    }

    [Fact]
    public static void CancellationKeepsWhatWasComputed()
    {
        using ExtractionFixture fixture = new(photos: 200) { Threads = 2 };
        using CancellationTokenSource cancellation = new();
        fixture.Report = trainingEvent =>
        {
            if (trainingEvent is BottlenecksProgressed { Computed: 50 })
            {
                cancellation.Cancel();
            }
        };

        Should.Throw<OperationCanceledException>(() => fixture.Load(cancellation.Token));

        int computed = fixture.Load().Computed;
        computed.ShouldBeInRange(140, 150);
    }

    [Fact]
    public static void CancellationIsNoticedBeforeAnyFileIsLookedAt()
    {
        using ExtractionFixture fixture = new(photos: 3);
        fixture.Report = _ => Assert.Fail("the loader went on to the network");

        Should.Throw<OperationCanceledException>(() => fixture.Load(new CancellationToken(canceled: true)));
    }

    [Fact]
    public static async Task TwoRunsAtOnceFindTheSame()
    {
        using ExtractionFixture fixture = new(photos: 100) { Threads = 2 };

        float[][][] runs = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => Task.Run(() => fixture.Load().Bottlenecks, TestContext.Current.CancellationToken)));

        runs[1].ShouldBe(runs[0]);
        fixture.CacheWarnings.ShouldBeEmpty();
        fixture.Load().Computed.ShouldBe(0);
    }

    [Fact]
    public static void WithoutACacheEveryRunComputes()
    {
        using ExtractionFixture fixture = new(photos: 5);
        File.WriteAllText(fixture.CacheFolder, "a file in its place");

        float[][] first = fixture.Load().Bottlenecks;
        (_, int computed, float[][] second) = fixture.Load();

        computed.ShouldBe(5);
        second.ShouldBe(first);
        fixture.CacheWarnings.Select(warning => warning.Code).ShouldBe(["RT3002", "RT3002"]);
    }

    // The first event comes after the look at the files and before any is read.
    private static void AtTheFirstProgress(ExtractionFixture fixture, Action act)
    {
        bool acted = false;
        fixture.Report = _ =>
        {
            if (!acted)
            {
                acted = true;
                act();
            }
        };
    }

    // Digests stay known.
    private static void ForgetBottlenecks(ExtractionFixture fixture)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(fixture.CacheFolder, "bottlenecks.v1.db")};Pooling=False");
        connection.Open();
        using SqliteCommand delete = new("DELETE FROM bottlenecks", connection);
        delete.ExecuteNonQuery();
    }
}
