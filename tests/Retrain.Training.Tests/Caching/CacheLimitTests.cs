using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Retrain.Runtime;
using Retrain.Tests.Infrastructure;
using Retrain.Training.Caching;
using Retrain.Training.Tests.Infrastructure;

namespace Retrain.Training.Tests.Caching;

public sealed class CacheLimitTests : IDisposable
{
    private const long MB = 1_000_000;

    private readonly CacheFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void TheLeastRecentlyUsedGoFirst()
    {
        Put(0, 200, 0); // 1 MB of values, 1.1 MB of pages
        Age(300);
        fixture.Misses(100); // the first half is used again
        Age(200);

        Put(200, 100, 1 * MB);

        IReadOnlyList<int> gone = fixture.Misses(300);
        gone.Count.ShouldBeInRange(101, 180);
        gone.ShouldBe(Enumerable.Range(0, gone.Count - 100).Concat(Enumerable.Range(100, 100)));
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void TheFileBecomesSmaller()
    {
        Put(0, 1000, 0);
        Age(100);
        long before = new FileInfo(fixture.Database).Length;

        Put(1000, 1, 1 * MB);

        before.ShouldBeGreaterThan(5 * MB);
        new FileInfo(fixture.Database).Length.ShouldBeLessThan(1 * MB);
        fixture.Misses(1001).Count.ShouldBeInRange(800, 1000);
        fixture.Misses(1001).ShouldNotContain(1000);
    }

    [Fact]
    public void ARunThatStoresNothingRemovesNothing()
    {
        Put(0, 200, 0);
        Age(100);

        using (BottleneckCache cache = Open(1))
        {
            CacheFixture.Misses(cache, 10);
        }

        fixture.Misses(200).ShouldBeEmpty();
    }

    [Fact]
    public void WithoutALimitAllStays()
    {
        Put(0, 200, 0);
        Age(100);
        Put(200, 1, 0);

        fixture.Misses(201).ShouldBeEmpty();
    }

    [Fact]
    public void ARunThatIsLargerThanTheLimitKeepsItsOwnAndSaysSoOnce()
    {
        Put(0, 200, 0);
        Age(100);

        using (BottleneckCache cache = Open(MB / 2))
        {
            CacheFixture.Put(cache, 200, 100);
            CacheFixture.Put(cache, 300, 100);
        }

        fixture.Misses(400).ShouldBe(Enumerable.Range(0, 200));
        fixture.Codes.ShouldBe(["RT3010"]);
        fixture.Warnings.Single().Message.ShouldContain("(1.024 MB) are larger than the cache may be (500 kB)");
    }

    [Fact]
    public void NothingGoesThatARunningRunReadOrWrote()
    {
        Put(0, 300, 0);
        Age(100);
        using BottleneckCache running = Open(0);
        CacheFixture.Misses(running, 100);
        CacheFixture.Put(running, 300, 100);

        Put(400, 1, 1 * MB);
        fixture.Numbers("SELECT count(*) FROM bottlenecks").ShouldBe([[401]], "the other is still looking up");

        running.RecordUse();
        Put(401, 1, 1 * MB);

        fixture.Misses(402).ShouldBe(Enumerable.Range(100, 200));
        fixture.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ARunThatWasKilledProtectsNothing()
    {
        Put(0, 300, 0);
        Age(100);
        using (Process dead = Process.Start("dotnet", "--version"))
        {
            dead.WaitForExit();
            fixture.Execute(
                $"""
                INSERT INTO runs (host, process, process_start, began_seconds, is_reading, hits, misses, stored)
                SELECT host, {dead.Id}, process_start, 0, 1, 0, 0, 0 FROM runs LIMIT 1
                """);
        }

        Put(300, 1, 1 * MB);

        fixture.Misses(301).Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void EntriesOfEarlierVersionsGoFirst()
    {
        Put(0, 200, 0);
        fixture.Execute("DROP TABLE runs; DROP TABLE entries; DROP TABLE networks");
        fixture.Misses(10);
        Age(100);

        Put(200, 1, 1 * MB);

        IReadOnlyList<int> gone = fixture.Misses(201);
        gone[0].ShouldBe(10);
        gone.Count.ShouldBeInRange(11, 100);
    }

    [Fact]
    public void AFileOfAnEarlierVersionShrinksWhenItIsPruned()
    {
        // Made as that version made it.
        using (SqliteConnection connection = fixture.OpenDirectly())
        {
            using SqliteCommand create = new(
                "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; CREATE TABLE x (y); DROP TABLE x", connection);
            create.ExecuteNonQuery();
        }

        Put(0, 1000, 0);
        Age(100);
        long before = new FileInfo(fixture.Database).Length;
        fixture.Numbers("PRAGMA auto_vacuum").ShouldBe([[0]]);
        using CacheMaintenance maintenance = new(fixture.Folder);

        (long entries, _, long freed) = maintenance.Prune(new CachePruning { MaximumBytes = 1 * MB }, isTrial: false);

        entries.ShouldBeInRange(800, 900);
        new FileInfo(fixture.Database).Length.ShouldBeLessThan(1_050_000);
        freed.ShouldBeGreaterThanOrEqualTo(before - 1_050_000);
        fixture.Misses(1000).ShouldBe(Enumerable.Range(0, (int)entries));
        fixture.Numbers("SELECT count(*) FROM entries").ShouldBe([[1000 - entries]]);
    }

    [Fact]
    public void PruningByAgeCountsFromTheLastUse()
    {
        Put(0, 30, 0);
        Age(10 * 86400);
        fixture.Misses(10);
        using CacheMaintenance maintenance = new(fixture.Folder);

        maintenance.Prune(new CachePruning { UnusedDays = 11 }, isTrial: false).Entries.ShouldBe(0);
        maintenance.Prune(new CachePruning { UnusedDays = 9 }, isTrial: true).Entries.ShouldBe(20);
        maintenance.Prune(new CachePruning { UnusedDays = 9 }, isTrial: false).Entries.ShouldBe(20);

        fixture.Misses(30).ShouldBe(Enumerable.Range(10, 20));
    }

    [Fact]
    public void ClearingLeavesWhatARunningRunUses()
    {
        Put(0, 100, 0);
        Age(100);
        using BottleneckCache running = Open(0);
        CacheFixture.Misses(running, 40);
        running.RecordUse();
        using CacheMaintenance maintenance = new(fixture.Folder);

        (long freed, long kept) = maintenance.Clear();

        kept.ShouldBe(40);
        freed.ShouldBeGreaterThanOrEqualTo(0);
        CacheFixture.Misses(running, 100).ShouldBe(Enumerable.Range(40, 60));
    }

    [Theory]
    [InlineData(null, 10_000 * MB)]
    [InlineData("", 10_000 * MB)]
    [InlineData("2GB", 2_000 * MB)]
    [InlineData("500 mb", 500 * MB)]
    [InlineData("1.5GiB", 1_610_612_736)]
    [InlineData("1000", 1000)]
    [InlineData("0", 0)]
    [InlineData("none", 0)]
    public void TheLimitIsASizeOrNone(string? text, long bytes) => CacheLimit.Of(text).ShouldBe(bytes);

    [Theory]
    [InlineData("much")]
    [InlineData("-1GB")]
    [InlineData("2 GBs")]
    [InlineData("1,5GB")]
    [InlineData("1e30TB")]
    [InlineData("GB")]
    public void AnotherValueIsAnError(string text) =>
        Should.Throw<RetrainException>(() => CacheLimit.Of(text)).Diagnostic.Code.ShouldBe("RT4063");

    // The cache disposes of its database.
#pragma warning disable CA2000 // Dispose objects before losing scope
    private BottleneckCache Open(long limitBytes) =>
        new(CacheDatabase.Open(fixture.Folder, folderIsRequired: false, fixture.Warnings.Enqueue)) { LimitBytes = limitBytes };
#pragma warning restore CA2000

    private void Put(int first, int count, long limitBytes)
    {
        using BottleneckCache cache = Open(limitBytes);
        CacheFixture.Put(cache, first, count);
    }

    // As if all that is recorded had happened so many seconds earlier.
    private void Age(int seconds) => fixture.Execute(
        $"""
        UPDATE entries SET made_seconds = made_seconds - {seconds}, used_seconds = used_seconds - {seconds};
        UPDATE runs SET began_seconds = began_seconds - {seconds}, ended_seconds = ended_seconds - {seconds};
        """);
}
